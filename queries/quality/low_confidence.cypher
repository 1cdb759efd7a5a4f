// Question: Which facts are the least certain and should be looked at first?
// Parameter: below float = 0.7 -- the confidence below which a fact is listed
// Parameter: limit integer = 50 -- how many
// Dates: as_of, known_by
// Columns: confidence, kind, type, parties, rule, quote, fact
MATCH (f:Fact)
WHERE f.confidence < $below
  AND ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
  AND ($as_of IS NULL OR f.valid_to IS NULL OR f.valid_to >= $as_of OR f.row IS NULL OR f.kind IN ['event', 'contract', 'indicator'])
RETURN f.confidence AS confidence, f.kind AS kind, f.type AS type, f.parties AS parties, f.rule AS rule,
       f.quotes[0] AS quote, f.id AS fact
ORDER BY confidence, fact
LIMIT $limit
