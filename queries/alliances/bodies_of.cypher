// Question: To which bodies did a state belong on a day?
// Parameter: state string = "TUR" -- iso3 code of the state
// Parameter: on date = "2018-01-01" -- the day; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: body, name, kind, status, valid_from, valid_to, obligations
MATCH (c:Country {iso3: $state})-[m:MEMBER_OF]->(a:Alliance)
WHERE (m.valid_from IS NULL OR m.valid_from <= coalesce($as_of, $on)) AND (m.valid_to IS NULL OR m.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR EXISTS {
    MATCH (c)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(f:Fact)
    WHERE f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL) })
RETURN DISTINCT a.id AS body, a.name AS name, a.kind AS kind, m.status AS status, m.valid_from AS valid_from,
       m.valid_to AS valid_to, m.obligations AS obligations
ORDER BY kind, body, valid_from
