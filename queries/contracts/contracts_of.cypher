// Question: Which contracts does a state hold, in which part, and with whom?
// Parameter: state string = "TUR" -- iso3 code of the state
// Dates: as_of, known_by
// Columns: contract, part, partner, kind, item, status, value, currency, quantity, unit, contested
MATCH (c:Country {iso3: $state})-[r:BUYS|SELLS|FINANCES|BUILDS]->(k:Contract)
WHERE (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
OPTIONAL MATCH (k)<-[s:BUYS|SELLS|FINANCES|BUILDS]-(other)
WHERE type(s) <> type(r)
WITH k, type(r) AS part, collect(DISTINCT coalesce(other.iso3, other.id)) AS partners
RETURN k.id AS contract, toLower(part) AS part, partners AS partner, k.kind AS kind, k.item AS item,
       k.status AS status, k.value AS value, k.currency AS currency, k.quantity AS quantity, k.unit AS unit,
       k.contested AS contested
ORDER BY kind, item, contract
