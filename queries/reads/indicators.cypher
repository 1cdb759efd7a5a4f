// Question: The numbers of one data set in a span of time.
// Parameter: source string -- how the id of the data set begins
// Parameter: first date -- first day
// Parameter: last date -- last day
// Columns: fact, source, type, parties, valid_from, quantity, unit, quantiles
MATCH (f:Fact {kind: 'indicator'})
WHERE f.source STARTS WITH $source AND f.valid_from >= $first AND f.valid_from <= $last
RETURN f.id AS fact, f.source AS source, f.type AS type, f.parties AS parties, f.valid_from AS valid_from,
       f.quantity AS quantity, f.unit AS unit, f.quantiles AS quantiles
ORDER BY fact
