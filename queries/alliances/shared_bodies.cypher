// Question: To which bodies do two states both belong, and since when?
// Parameter: a string = "TUR" -- iso3 code of one state
// Parameter: b string = "USA" -- iso3 code of the other
// Columns: body, kind, a_since, b_since, a_status, b_status, obligations
MATCH (:Country {iso3: $a})-[m:MEMBER_OF]->(body:Alliance)<-[n:MEMBER_OF]-(:Country {iso3: $b})
RETURN body.id AS body, body.kind AS kind, m.valid_from AS a_since, n.valid_from AS b_since,
       m.status AS a_status, n.status AS b_status, m.obligations AS obligations
ORDER BY body, a_since, b_since
