// Question: Who belonged to a body on a day, since when, and by what right?
// Parameter: body string = "NATO" -- id of the alliance or organization
// Parameter: on date = "2018-01-01" -- the day; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: country, name, status, valid_from, valid_to, obligations
MATCH (c:Country)-[m:MEMBER_OF]->(:Alliance {id: $body})
WHERE (m.valid_from IS NULL OR m.valid_from <= coalesce($as_of, $on)) AND (m.valid_to IS NULL OR m.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR EXISTS {
    MATCH (c)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(f:Fact)
    WHERE f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL) })
RETURN DISTINCT c.iso3 AS country, c.name AS name, m.status AS status, m.valid_from AS valid_from,
       m.valid_to AS valid_to, m.obligations AS obligations
ORDER BY country, valid_from
