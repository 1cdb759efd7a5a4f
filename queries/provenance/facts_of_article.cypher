// Question: What has been read out of one article, in the order of its text?
// Parameter: title string = "" -- the title, or a part of it; empty for every article
// Columns: title, published, kind, type, parties, modality, start, quote, rule, fact
MATCH (f:Fact)-[:STATED_IN]->(a:Article)
WHERE toLower(coalesce(a.title, '')) CONTAINS toLower($title)
OPTIONAL MATCH (p:Publication)-[:PRINTS]->(a)
WITH f, a, min(p.published_at) AS published
RETURN a.title AS title, published, f.kind AS kind, f.type AS type, f.parties AS parties, f.modality AS modality,
       f.starts[0] AS start, f.quotes[0] AS quote, f.rule AS rule, f.id AS fact
ORDER BY published, title, start, fact
