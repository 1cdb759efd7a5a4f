// Question: Which states buy from the same suppliers?
// Columns: a, b, suppliers, items
MATCH (x:Country)-[:BUYS]->(k:Contract)<-[:SELLS]-(s)-[:SELLS]->(l:Contract)<-[:BUYS]-(y:Country)
WHERE x.iso3 < y.iso3
RETURN x.iso3 AS a, y.iso3 AS b, collect(DISTINCT coalesce(s.iso3, s.id)) AS suppliers,
       collect(DISTINCT k.item) + collect(DISTINCT l.item) AS items
ORDER BY a, b
