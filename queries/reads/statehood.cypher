// Question: When was each state a member of the system of states?
// Columns: fact, source, type, parties, valid_from, valid_to
MATCH (f:Fact {kind: 'statehood'})
RETURN f.id AS fact, f.source AS source, f.type AS type, f.parties AS parties, f.valid_from AS valid_from,
       f.valid_to AS valid_to
ORDER BY fact
