// Question: What does each speaker say, and how much of it is claimed, planned or denied?
// Dates: as_of, known_by
// Columns: speaker, entity, facts, claimed, planned, denied, kinds
MATCH (f:Fact)
WHERE f.speaker IS NOT NULL
  AND ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
RETURN f.speaker AS speaker, f.speaker_entity AS entity, count(f) AS facts,
       sum(CASE WHEN f.modality = 'claimed' THEN 1 ELSE 0 END) AS claimed,
       sum(CASE WHEN f.modality = 'planned' THEN 1 ELSE 0 END) AS planned,
       sum(CASE WHEN f.modality = 'denied' THEN 1 ELSE 0 END) AS denied, collect(DISTINCT f.kind) AS kinds
ORDER BY facts DESC, speaker, entity
