// Question: Which states buy from the same suppliers?
// Dates: as_of, known_by
// Columns: a, b, suppliers, items
// What a state buys is gathered once for each supplier, then states are compared.
MATCH (x:Country)-[:BUYS]->(k:Contract)<-[:SELLS]-(s)
WHERE (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
WITH coalesce(s.iso3, s.id) AS supplier, x.iso3 AS buyer, collect(DISTINCT k.item) AS items
WITH supplier, collect({id: buyer, items: items}) AS buyers
UNWIND buyers AS x
UNWIND [y IN buyers WHERE x.id < y.id] AS y
UNWIND [[supplier, NULL, NULL]] + [i IN x.items | [supplier, i, NULL]] + [i IN y.items | [supplier, NULL, i]] AS told
RETURN x.id AS a, y.id AS b, collect(DISTINCT told[0]) AS suppliers,
       collect(DISTINCT told[1]) + collect(DISTINCT told[2]) AS items
ORDER BY a, b
