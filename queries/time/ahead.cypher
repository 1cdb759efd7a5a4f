// Question: Which acts and deals are announced for the time after a day?
// Parameter: on date = "2019-05-06" -- the day
// Columns: valid_from, kind, type, parties, modality, reported_at, quote, fact
MATCH (f:Fact)
WHERE f.modality IN ['planned', 'possible'] AND f.kind IN ['event', 'contract'] AND coalesce(f.valid_from, f.reported_at) >= $on
RETURN f.valid_from AS valid_from, f.kind AS kind, f.type AS type, f.parties AS parties, f.modality AS modality,
       f.reported_at AS reported_at, f.quotes[0] AS quote, f.id AS fact
ORDER BY valid_from, fact
