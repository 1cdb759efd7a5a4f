// Question: The memberships that the given facts speak of.
// Parameter: ids list -- ids of memberships
// Columns: membership, country, alliance, alliance_kind, status, valid_from, valid_to, obligations, contested
UNWIND $ids AS id
MATCH (m:Membership {id: id})-[:IN_BODY]->(a:Alliance)
RETURN m.id AS membership, m.country AS country, m.alliance AS alliance, a.kind AS alliance_kind,
       m.status AS status, m.valid_from AS valid_from, m.valid_to AS valid_to, m.obligations AS obligations,
       m.contested AS contested
ORDER BY membership
