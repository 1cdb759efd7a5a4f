// Question: Which acts and deals are announced for the time after a day?
// Parameter: on date = "2019-05-06" -- the day; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: valid_from, kind, type, parties, modality, reported_at, quote, fact
MATCH (f:Fact)
WHERE f.modality IN ['planned', 'possible'] AND f.kind IN ['event', 'contract'] AND (f.valid_from >= coalesce($as_of, $on)
  OR (f.valid_from IS NULL AND f.reported_at >= coalesce($as_of, $on)))
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
RETURN f.valid_from AS valid_from, f.kind AS kind, f.type AS type, f.parties AS parties, f.modality AS modality,
       f.reported_at AS reported_at, f.quotes[0] AS quote, f.id AS fact
ORDER BY valid_from, fact
