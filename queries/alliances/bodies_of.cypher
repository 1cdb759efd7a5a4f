// Question: To which bodies did a state belong on a day?
// Parameter: state string = "TUR" -- iso3 code of the state
// Parameter: on date = "2018-01-01" -- the day
// Columns: body, name, kind, status, valid_from, valid_to, obligations
MATCH (:Country {iso3: $state})-[m:MEMBER_OF]->(a:Alliance)
WHERE (m.valid_from IS NULL OR m.valid_from <= $on) AND (m.valid_to IS NULL OR m.valid_to >= $on)
RETURN DISTINCT a.id AS body, a.name AS name, a.kind AS kind, m.status AS status, m.valid_from AS valid_from,
       m.valid_to AS valid_to, m.obligations AS obligations
ORDER BY kind, body, valid_from
