// Question: How many hostile and friendly acts does the graph hold for each year?
// Columns: year, hostile, friendly, pairs
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE e.valid_from IS NOT NULL AND e.modality <> 'denied'
RETURN e.valid_from.year AS year, sum(CASE WHEN e.polarity = '-' THEN 1 ELSE 0 END) AS hostile,
       sum(CASE WHEN e.polarity = '+' THEN 1 ELSE 0 END) AS friendly,
       count(DISTINCT coalesce(x.iso3, x.id) + ' ' + coalesce(y.iso3, y.id)) AS pairs
ORDER BY year
