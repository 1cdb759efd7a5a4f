// Question: Who belonged to a body on a day, since when, and by what right?
// Parameter: body string = "NATO" -- id of the alliance or organization
// Parameter: on date = "2018-01-01" -- the day
// Columns: country, name, status, valid_from, valid_to, obligations
MATCH (c:Country)-[m:MEMBER_OF]->(:Alliance {id: $body})
WHERE (m.valid_from IS NULL OR m.valid_from <= $on) AND (m.valid_to IS NULL OR m.valid_to >= $on)
RETURN DISTINCT c.iso3 AS country, c.name AS name, m.status AS status, m.valid_from AS valid_from,
       m.valid_to AS valid_to, m.obligations AS obligations
ORDER BY country, valid_from
