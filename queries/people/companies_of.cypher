// Question: Which companies and ministries act for a state, and in which contracts do they stand?
// Parameter: state string = "RUS" -- iso3 code of the state
// Columns: organization, name, kind, reason, contracts
MATCH (o:Organization)-[r:ACTS_FOR]->(:Country {iso3: $state})
OPTIONAL MATCH (o)-[:BUYS|SELLS|FINANCES|BUILDS]->(k:Contract)
RETURN o.id AS organization, o.name AS name, o.kind AS kind, r.reason AS reason, count(DISTINCT k) AS contracts
ORDER BY contracts DESC, organization
