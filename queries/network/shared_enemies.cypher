// Question: Which pairs of states are at odds with the same third?
// Parameter: least integer = 1 -- leave out pairs with fewer common opponents
// Dates: as_of, known_by
// Columns: a, b, opponents, common
MATCH (x:Country)-[:SOURCE_OF]->(e:Event {polarity: '-'})-[:TARGETS]->(z:Country)
WHERE e.modality <> 'denied'
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
WITH z.iso3 AS third, collect(DISTINCT x.iso3) AS foes
UNWIND foes AS a
UNWIND foes AS b
WITH a, b, third WHERE a < b
WITH a, b, third ORDER BY third
WITH a, b, collect(third) AS common
WHERE size(common) >= $least
RETURN a, b, size(common) AS opponents, common
ORDER BY opponents DESC, a, b
