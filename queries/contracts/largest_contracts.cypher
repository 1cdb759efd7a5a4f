// Question: Which contracts are worth most, in one currency?
// Parameter: currency string = "USD" -- ISO 4217 code
// Parameter: limit integer = 20 -- how many
// Dates: as_of, known_by
// Columns: contract, buyers, sellers, kind, item, value, value_high, bound, status, signed, contested
MATCH (k:Contract)
WHERE k.value IS NOT NULL AND k.currency = $currency
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
OPTIONAL MATCH (k)<-[:BUYS]-(b)
OPTIONAL MATCH (k)<-[:SELLS]-(s)
WITH k, collect(DISTINCT coalesce(b.iso3, b.id)) AS buyers, collect(DISTINCT coalesce(s.iso3, s.id)) AS sellers
RETURN k.id AS contract, buyers, sellers, k.kind AS kind, k.item AS item, k.value AS value,
       k.value_high AS value_high, k.bound AS bound, k.status AS status, k.signed AS signed, k.contested AS contested
ORDER BY value DESC, contract
LIMIT $limit
