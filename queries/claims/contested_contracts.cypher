// Question: On which contracts do the sources disagree, and what does each of them say?
// Dates: as_of, known_by
// Columns: contract, item, contested, says, quantity, unit, amount, currency, bound, reported_at, quote
MATCH (k:Contract)<-[:SUPPORTS|DISPUTES]-(f:Fact)
WHERE size(k.contested) > 0
  AND ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
MATCH (f)-[:STATED_IN]->(a)
RETURN k.id AS contract, k.item AS item, k.contested AS contested, coalesce(f.speaker, a.title, a.id) AS says,
       f.quantity AS quantity, f.unit AS unit, f.amount AS amount, f.currency AS currency, f.bound AS bound,
       f.reported_at AS reported_at, f.quotes[0] AS quote
ORDER BY contract, reported_at, says, quote
