// Question: Which outlets is the graph built on, and how much does each tell?
// Dates: as_of, known_by
// Columns: outlet, articles, facts, first, last
MATCH (p:Publication)-[:PRINTS]->(a:Article)
WHERE $known_by IS NULL OR p.published_on <= $known_by
OPTIONAL MATCH (a)<-[:STATED_IN]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
RETURN p.outlet AS outlet, count(DISTINCT a) AS articles, count(DISTINCT f) AS facts, min(p.published_at) AS first,
       max(p.published_at) AS last
ORDER BY facts DESC, outlet
