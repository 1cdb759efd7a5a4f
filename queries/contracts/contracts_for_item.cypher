// Question: Who buys one weapon system or facility, from whom, and how far has it got?
// Parameter: item string = "S-400" -- its name, or a part of it
// Columns: item, buyer, seller, status, quantity, unit, signed, contract
MATCH (k:Contract)
WHERE toLower(coalesce(k.item, '')) CONTAINS toLower($item)
OPTIONAL MATCH (b)-[:BUYS]->(k)
OPTIONAL MATCH (s)-[:SELLS]->(k)
RETURN DISTINCT k.item AS item, coalesce(b.iso3, b.id) AS buyer, coalesce(s.iso3, s.id) AS seller, k.status AS status,
       k.quantity AS quantity, k.unit AS unit, k.signed AS signed, k.id AS contract
ORDER BY item, buyer, seller, contract
