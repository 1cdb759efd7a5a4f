// Question: What happened between two days?
// Parameter: since date = "2018-01-01" -- first day
// Parameter: until date = "2020-01-01" -- last day
// Columns: valid_from, granularity, source, type, target, modality, reports, event
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE e.valid_from <= $until AND coalesce(e.valid_to, e.valid_from) >= $since
RETURN e.valid_from AS valid_from, e.granularity AS granularity, coalesce(x.iso3, x.id) AS source, e.type AS type,
       coalesce(y.iso3, y.id) AS target, e.modality AS modality, e.reports AS reports, e.id AS event
ORDER BY valid_from, source, target, type, event
