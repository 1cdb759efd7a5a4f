// Question: Which directed pairs have the most hostile acts on record?
// Parameter: least integer = 1 -- leave out pairs with fewer hostile events
// Dates: as_of, known_by
// Columns: source, target, hostile, friendly, classes
MATCH (e:Event)<-[:SOURCE_OF]-(x), (e)-[:TARGETS]->(y)
WHERE e.modality <> 'denied'
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
WITH coalesce(x.iso3, x.id) AS source, coalesce(y.iso3, y.id) AS target,
     sum(CASE WHEN e.polarity = '-' THEN 1 ELSE 0 END) AS hostile,
     sum(CASE WHEN e.polarity = '+' THEN 1 ELSE 0 END) AS friendly,
     collect(DISTINCT CASE WHEN e.polarity = '-' THEN e.type END) AS classes
WHERE hostile >= $least
RETURN source, target, hostile, friendly, classes
ORDER BY hostile DESC, source, target
