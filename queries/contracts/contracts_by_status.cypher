// Question: How many contracts of each kind stand where: planned, signed, delivered, cancelled?
// Dates: as_of, known_by
// Columns: kind, status, contracts
MATCH (k:Contract)
WHERE (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
RETURN k.kind AS kind, k.status AS status, count(k) AS contracts
ORDER BY kind, contracts DESC, status
