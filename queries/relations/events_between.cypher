// Question: What did two states do to each other, in order of time?
// Parameter: a string = "TUR" -- iso3 code of one state, or the name of a body
// Parameter: b string = "USA" -- iso3 code of the other
// Columns: event, source, type, target, modality, valid_from, granularity, reports, quote
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE coalesce(x.iso3, x.id) IN [$a, $b] AND coalesce(y.iso3, y.id) IN [$a, $b]
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(e)
WITH e, coalesce(x.iso3, x.id) AS source, coalesce(y.iso3, y.id) AS target, f ORDER BY f.confidence DESC, f.id
WITH e, source, target, collect(f.quotes[0])[0] AS quote
RETURN e.id AS event, source, e.type AS type, target, e.modality AS modality, e.valid_from AS valid_from,
       e.granularity AS granularity, e.reports AS reports, quote
ORDER BY valid_from, source, type, event
