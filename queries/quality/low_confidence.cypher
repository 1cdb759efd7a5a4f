// Question: Which facts are the least certain and should be looked at first?
// Parameter: below float = 0.7 -- the confidence below which a fact is listed
// Parameter: limit integer = 50 -- how many
// Columns: confidence, kind, type, parties, rule, quote, fact
MATCH (f:Fact)
WHERE f.confidence < $below
RETURN f.confidence AS confidence, f.kind AS kind, f.type AS type, f.parties AS parties, f.rule AS rule,
       f.quotes[0] AS quote, f.id AS fact
ORDER BY confidence, fact
LIMIT $limit
