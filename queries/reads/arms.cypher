// Question: Every deal in arms that a source tells of.
// Columns: fact, source, parties, valid_from, reported_at, amount, currency, quantity, unit, status, modality
MATCH (f:Fact {kind: 'contract', type: 'arms'})
RETURN f.id AS fact, f.source AS source, f.parties AS parties, f.valid_from AS valid_from,
       f.reported_at AS reported_at, f.amount AS amount, f.currency AS currency, f.quantity AS quantity,
       f.unit AS unit, f.status AS status, f.modality AS modality
ORDER BY fact
