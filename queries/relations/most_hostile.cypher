// Question: Which directed pairs have the most hostile acts on record?
// Parameter: least integer = 1 -- leave out pairs with fewer hostile events
// Columns: source, target, hostile, friendly, classes
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE e.modality <> 'denied'
WITH coalesce(x.iso3, x.id) AS source, coalesce(y.iso3, y.id) AS target,
     sum(CASE WHEN e.polarity = '-' THEN 1 ELSE 0 END) AS hostile,
     sum(CASE WHEN e.polarity = '+' THEN 1 ELSE 0 END) AS friendly,
     collect(DISTINCT CASE WHEN e.polarity = '-' THEN e.type END) AS classes
WHERE hostile >= $least
RETURN source, target, hostile, friendly, classes
ORDER BY hostile DESC, source, target
