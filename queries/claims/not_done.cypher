// Question: What is only planned, possible, claimed or denied, and who says so?
// Parameter: modality string = "possible" -- planned, possible, claimed or denied
// Columns: fact, kind, type, parties, speaker, reported_at, quote
MATCH (f:Fact {modality: $modality})
RETURN f.id AS fact, f.kind AS kind, f.type AS type, f.parties AS parties, f.speaker AS speaker,
       f.reported_at AS reported_at, f.quotes[0] AS quote
ORDER BY reported_at, kind, type, fact
