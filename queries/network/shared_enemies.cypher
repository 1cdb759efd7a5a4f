// Question: Which pairs of states are at odds with the same third?
// Parameter: least integer = 1 -- leave out pairs with fewer common opponents
// Columns: a, b, opponents, common
MATCH (x:Country)-[:SOURCE_OF]->(e:Event {polarity: '-'})-[:TARGETS]->(z:Country)<-[:TARGETS]-(g:Event {polarity: '-'})<-[:SOURCE_OF]-(y:Country)
WHERE x.iso3 < y.iso3 AND e.modality <> 'denied' AND g.modality <> 'denied'
WITH x.iso3 AS a, y.iso3 AS b, collect(DISTINCT z.iso3) AS common
WHERE size(common) >= $least
RETURN a, b, size(common) AS opponents, common
ORDER BY opponents DESC, a, b
