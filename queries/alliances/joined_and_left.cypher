// Question: Who joined or left a body in a span of time?
// Parameter: since date = "1990-01-01" -- first day
// Parameter: until date = "2030-01-01" -- last day
// Dates: as_of, known_by
// Columns: day, what, country, body, status
MATCH (c:Country)-[m:MEMBER_OF]->(a:Alliance)
WHERE m.valid_from >= $since AND m.valid_from <= $until AND ($as_of IS NULL OR m.valid_from <= $as_of)
  AND ($known_by IS NULL OR EXISTS {
    MATCH (c)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(f:Fact)
    WHERE f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL) })
RETURN DISTINCT m.valid_from AS day, 'joined' AS what, c.iso3 AS country, a.id AS body, m.status AS status
ORDER BY day, country, body
UNION ALL
MATCH (c:Country)-[m:MEMBER_OF]->(a:Alliance)
WHERE m.valid_to >= $since AND m.valid_to <= $until AND ($as_of IS NULL OR m.valid_to <= $as_of)
  AND ($known_by IS NULL OR EXISTS {
    MATCH (c)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(f:Fact)
    WHERE f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL) })
RETURN DISTINCT m.valid_to AS day, 'left' AS what, c.iso3 AS country, a.id AS body, m.status AS status
ORDER BY day, country, body
