// Question: Which merged node does each fact support or dispute?
// Parameter: facts list -- ids of facts
// Columns: fact, thing
UNWIND $facts AS id
MATCH (f:Fact {id: id})-[:SUPPORTS|DISPUTES]->(t)
RETURN f.id AS fact, t.id AS thing
ORDER BY fact, thing
