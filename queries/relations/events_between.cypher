// Question: What did two states do to each other, in order of time?
// Parameter: a string = "TUR" -- iso3 code of one state, or the name of a body
// Parameter: b string = "USA" -- iso3 code of the other
// Dates: as_of, known_by
// Columns: event, source, type, target, modality, valid_from, granularity, reports, quote
OPTIONAL MATCH (c:Country {iso3: $a})
OPTIONAL MATCH (d:Alliance {id: $a})
OPTIONAL MATCH (o:Organization {id: $a})
OPTIONAL MATCH (p:Person {id: $a})
OPTIONAL MATCH (g:Country {iso3: $b})
OPTIONAL MATCH (h:Alliance {id: $b})
OPTIONAL MATCH (r:Organization {id: $b})
OPTIONAL MATCH (q:Person {id: $b})
WITH [coalesce(c, d, o, p), coalesce(g, h, r, q)] AS both
UNWIND both AS x
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE y IN both
WITH DISTINCT e, coalesce(x.iso3, x.id) AS source, coalesce(y.iso3, y.id) AS target
MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH e, source, target, f ORDER BY f.confidence DESC, f.id
WITH e, source, target, collect(f.quotes[0])[0] AS quote
RETURN e.id AS event, source, e.type AS type, target, e.modality AS modality, e.valid_from AS valid_from,
       e.granularity AS granularity, e.reports AS reports, quote
ORDER BY valid_from, source, type, event
