// Question: How many hostile and friendly acts does the graph hold for each year?
// Dates: as_of, known_by
// Columns: year, hostile, friendly, pairs
MATCH (e:Event)<-[:SOURCE_OF]-(x), (e)-[:TARGETS]->(y)
WHERE e.valid_from IS NOT NULL AND e.modality <> 'denied'
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
RETURN e.valid_from.year AS year, sum(CASE WHEN e.polarity = '-' THEN 1 ELSE 0 END) AS hostile,
       sum(CASE WHEN e.polarity = '+' THEN 1 ELSE 0 END) AS friendly,
       count(DISTINCT coalesce(x.iso3, x.id) + ' ' + coalesce(y.iso3, y.id)) AS pairs
ORDER BY year
