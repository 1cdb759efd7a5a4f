// Question: To which bodies do two states both belong, and since when?
// Parameter: a string = "TUR" -- iso3 code of one state
// Parameter: b string = "USA" -- iso3 code of the other
// Dates: as_of, known_by
// Columns: body, kind, a_since, b_since, a_status, b_status, obligations
MATCH (x:Country {iso3: $a})-[m:MEMBER_OF]->(body:Alliance)<-[n:MEMBER_OF]-(y:Country {iso3: $b})
WHERE ($as_of IS NULL OR ((m.valid_from IS NULL OR m.valid_from <= $as_of) AND (m.valid_to IS NULL OR m.valid_to >= $as_of)))
  AND ($as_of IS NULL OR ((n.valid_from IS NULL OR n.valid_from <= $as_of) AND (n.valid_to IS NULL OR n.valid_to >= $as_of)))
  AND ($known_by IS NULL OR EXISTS {
    MATCH (x)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(f:Fact)
    WHERE f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL) })
  AND ($known_by IS NULL OR EXISTS {
    MATCH (y)-[:HOLDS]->(:Membership {id: n.membership})<-[:SUPPORTS]-(f:Fact)
    WHERE f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL) })
RETURN body.id AS body, body.kind AS kind, m.valid_from AS a_since, n.valid_from AS b_since,
       m.status AS a_status, n.status AS b_status, m.obligations AS obligations
ORDER BY body, a_since, b_since
