// Question: Who buys one weapon system or facility, from whom, and how far has it got?
// Parameter: item string = "S-400" -- its name, or a part of it
// Dates: as_of, known_by
// Columns: item, buyer, seller, status, quantity, unit, signed, contract
MATCH (k:Contract)
WHERE toLower(coalesce(k.item, '')) CONTAINS toLower($item)
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
OPTIONAL MATCH (k)<-[:BUYS]-(b)
OPTIONAL MATCH (k)<-[:SELLS]-(s)
RETURN DISTINCT k.item AS item, coalesce(b.iso3, b.id) AS buyer, coalesce(s.iso3, s.id) AS seller, k.status AS status,
       k.quantity AS quantity, k.unit AS unit, k.signed AS signed, k.id AS contract
ORDER BY item, buyer, seller, contract
