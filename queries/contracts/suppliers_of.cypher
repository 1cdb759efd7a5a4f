// Question: From whom does a state buy, what, and how often?
// Parameter: state string = "TUR" -- iso3 code of the buyer
// Dates: as_of, known_by
// Columns: supplier, contracts, kinds, items, first_signed, last_signed
MATCH (:Country {iso3: $state})-[:BUYS]->(k:Contract)<-[:SELLS]-(s)
WHERE (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
WITH DISTINCT coalesce(s.iso3, s.id) AS supplier, k
RETURN supplier, count(k) AS contracts, collect(DISTINCT k.kind) AS kinds, collect(DISTINCT k.item) AS items,
       min(k.signed) AS first_signed, max(k.signed) AS last_signed
ORDER BY contracts DESC, supplier
