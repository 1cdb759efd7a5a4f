// Question: What did a state owe to whom on a day, by which row of which treaty list?
// Parameter: state string = "TUR" -- iso3 code of the state
// Parameter: on date = "2018-01-01" -- the day; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: body, name, obligations, valid_from, valid_to, granularity, status, source, membership
MATCH (c:Country {iso3: $state})-[:HOLDS]->(m:Membership)-[:IN_BODY]->(a:Alliance)
MATCH (m)<-[:SUPPORTS]-(f:Fact)
WHERE size(f.obligations) > 0
  AND (f.valid_from IS NULL OR f.valid_from <= coalesce($as_of, $on)) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
RETURN a.id AS body, a.name AS name, f.obligations AS obligations, f.valid_from AS valid_from, f.valid_to AS valid_to,
       f.granularity AS granularity, m.status AS status, coalesce(f.citation, f.source) AS source, m.id AS membership
ORDER BY body, valid_from, source
