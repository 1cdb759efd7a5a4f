// Question: What is only planned, possible, claimed or denied, and who says so?
// Parameter: modality string = "possible" -- planned, possible, claimed or denied
// Dates: as_of, known_by
// Columns: fact, kind, type, parties, speaker, reported_at, quote
MATCH (f:Fact {modality: $modality})
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
RETURN f.id AS fact, f.kind AS kind, f.type AS type, f.parties AS parties, f.speaker AS speaker,
       f.reported_at AS reported_at, f.quotes[0] AS quote
ORDER BY reported_at, kind, type, fact
