// Question: Which companies and ministries act for a state, and in which contracts do they stand?
// Parameter: state string = "RUS" -- iso3 code of the state
// Dates: as_of, known_by
// Columns: organization, name, kind, reason, contracts
MATCH (o:Organization)-[r:ACTS_FOR]->(:Country {iso3: $state})
WHERE $as_of IS NULL OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of))
OPTIONAL MATCH (o)-[:BUYS|SELLS|FINANCES|BUILDS]->(k:Contract)
WHERE (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
RETURN o.id AS organization, o.name AS name, o.kind AS kind, r.reason AS reason, count(DISTINCT k) AS contracts
ORDER BY contracts DESC, organization
