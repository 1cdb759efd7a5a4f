// Question: Which outlets is the graph built on, and how much does each tell?
// Columns: outlet, articles, facts, first, last
MATCH (p:Publication)-[:PRINTS]->(a:Article)
OPTIONAL MATCH (f:Fact)-[:STATED_IN]->(a)
RETURN p.outlet AS outlet, count(DISTINCT a) AS articles, count(DISTINCT f) AS facts, min(p.published_at) AS first,
       max(p.published_at) AS last
ORDER BY facts DESC, outlet
