// Question: How many contracts of each kind stand where: planned, signed, delivered, cancelled?
// Columns: kind, status, contracts
MATCH (k:Contract)
RETURN k.kind AS kind, k.status AS status, count(k) AS contracts
ORDER BY kind, contracts DESC, status
