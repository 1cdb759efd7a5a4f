// Question: Who judged what, when and why, and does it still hold?
// Parameter: id string = "" -- a fact, article, contract or event; without it all judgements
// Dates: none, because a judgement is about facts of any day; decided_at and undone_at tell when it held
// Columns: judgement, action, author, decided_at, reason, undone_at, role, becomes, target, kind, type, quote
MATCH (j:Judgement)-[:JUDGES]->(t)
WHERE $id = '' OR coalesce(t.sha256, t.id) = $id
   OR EXISTS { MATCH (t)-[:STATED_IN|SUPPORTS|DISPUTES]->(x) WHERE coalesce(x.sha256, x.id) = $id }
RETURN j.id AS judgement, j.action AS action, j.author AS author, j.decided_at AS decided_at, j.reason AS reason,
       j.undone_at AS undone_at, j.role AS role, j.becomes AS becomes, coalesce(t.sha256, t.id) AS target,
       t.kind AS kind, t.type AS type, t.quotes[0] AS quote
ORDER BY decided_at, judgement, target
