// Question: Which contracts rest on a single source?
// Dates: as_of, known_by
// Columns: contract, item, status, buyers, source, facts
MATCH (k:Contract)<-[:SUPPORTS]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH k, collect(DISTINCT f.source) AS sources, count(f) AS facts
WHERE size(sources) = 1
OPTIONAL MATCH (k)<-[:BUYS]-(b)
RETURN k.id AS contract, k.item AS item, k.status AS status, collect(DISTINCT coalesce(b.iso3, b.id)) AS buyers,
       sources[0] AS source, facts
ORDER BY item, contract
