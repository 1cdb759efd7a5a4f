// Question: What has been read out of one article, in the order of its text?
// Parameter: title string = "" -- the title, or a part of it; empty for every article
// Dates: as_of, known_by
// Columns: title, published, kind, type, parties, modality, start, quote, rule, fact
MATCH (a:Article)
WHERE toLower(coalesce(a.title, '')) CONTAINS toLower($title)
MATCH (a)<-[:STATED_IN]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
OPTIONAL MATCH (a)<-[:PRINTS]-(p:Publication)
WITH f, a, min(p.published_at) AS published
RETURN a.title AS title, published, f.kind AS kind, f.type AS type, f.parties AS parties, f.modality AS modality,
       f.starts[0] AS start, f.quotes[0] AS quote, f.rule AS rule, f.id AS fact
ORDER BY published, title, start, fact
