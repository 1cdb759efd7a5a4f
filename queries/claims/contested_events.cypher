// Question: On which acts do the sources disagree: done or not, claimed or denied, when?
// Dates: as_of, known_by
// Columns: event, source, type, target, contested, modality, reports, quotes
MATCH (e:Event)<-[:SOURCE_OF]-(x), (e)-[:TARGETS]->(y)
WHERE size(e.contested) > 0
MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH e, x, y, f ORDER BY f.id
RETURN e.id AS event, coalesce(x.iso3, x.id) AS source, e.type AS type, coalesce(y.iso3, y.id) AS target,
       e.contested AS contested, e.modality AS modality, e.reports AS reports,
       collect(f.modality + ': ' + coalesce(f.quotes[0], f.citation, '')) AS quotes
ORDER BY source, target, type, event
