// Question: Which merged node does each fact support or dispute?
// Parameter: facts list -- ids of facts
// Columns: fact, thing
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(t)
WHERE f.id IN $facts
RETURN f.id AS fact, t.id AS thing
ORDER BY fact, thing
