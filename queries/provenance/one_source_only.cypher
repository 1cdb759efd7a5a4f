// Question: Which contracts rest on a single source?
// Columns: contract, item, status, buyers, source, facts
MATCH (f:Fact)-[:SUPPORTS]->(k:Contract)
WITH k, collect(DISTINCT f.source) AS sources, count(f) AS facts
WHERE size(sources) = 1
OPTIONAL MATCH (b)-[:BUYS]->(k)
RETURN k.id AS contract, k.item AS item, k.status AS status, collect(DISTINCT coalesce(b.iso3, b.id)) AS buyers,
       sources[0] AS source, facts
ORDER BY item, contract
