// Question: What happened between two days?
// Parameter: since date = "2018-01-01" -- first day
// Parameter: until date = "2020-01-01" -- last day
// Dates: as_of, known_by
// Columns: valid_from, granularity, source, type, target, modality, reports, event
MATCH (e:Event)<-[:SOURCE_OF]-(x), (e)-[:TARGETS]->(y)
WHERE e.valid_from <= $until AND coalesce(e.valid_to, e.valid_from) >= $since
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
RETURN e.valid_from AS valid_from, e.granularity AS granularity, coalesce(x.iso3, x.id) AS source, e.type AS type,
       coalesce(y.iso3, y.id) AS target, e.modality AS modality, e.reports AS reports, e.id AS event
ORDER BY valid_from, source, target, type, event
