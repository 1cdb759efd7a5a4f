// Question: Who holds which office for a state or body?
// Parameter: of string = "TUR" -- iso3 code of a state, or the name of a body
// Columns: person, name, role, mentions
MATCH (p:Person)-[h:HOLDS_OFFICE]->(x)
WHERE coalesce(x.iso3, x.id) = $of
WITH p, h.role AS role, count(h) AS mentions
RETURN p.id AS person, p.name AS name, role, mentions
ORDER BY mentions DESC, name, role
