// Question: On which acts do the sources disagree: done or not, claimed or denied, when?
// Columns: event, source, type, target, contested, modality, reports, quotes
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE size(e.contested) > 0
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(e)
WITH e, x, y, f ORDER BY f.id
RETURN e.id AS event, coalesce(x.iso3, x.id) AS source, e.type AS type, coalesce(y.iso3, y.id) AS target,
       e.contested AS contested, e.modality AS modality, e.reports AS reports,
       collect(f.modality + ': ' + coalesce(f.quotes[0], f.citation, '')) AS quotes
ORDER BY source, target, type, event
