// Question: Which state is bound by which alliance, when and to what, by the reference tables?
// Columns: fact, kind, source, rule, parties, valid_from, valid_to, obligations
MATCH (f:Fact)
WHERE f.kind IN ['membership', 'tie'] AND f.row IS NOT NULL AND size(f.obligations) > 0
RETURN f.id AS fact, f.kind AS kind, f.source AS source, f.rule AS rule, f.parties AS parties,
       f.valid_from AS valid_from, f.valid_to AS valid_to, f.obligations AS obligations
ORDER BY fact
