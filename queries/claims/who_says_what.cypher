// Question: What does each speaker say, and how much of it is claimed, planned or denied?
// Columns: speaker, entity, facts, claimed, planned, denied, kinds
MATCH (f:Fact)
WHERE f.speaker IS NOT NULL
RETURN f.speaker AS speaker, f.speaker_entity AS entity, count(f) AS facts,
       sum(CASE WHEN f.modality = 'claimed' THEN 1 ELSE 0 END) AS claimed,
       sum(CASE WHEN f.modality = 'planned' THEN 1 ELSE 0 END) AS planned,
       sum(CASE WHEN f.modality = 'denied' THEN 1 ELSE 0 END) AS denied, collect(DISTINCT f.kind) AS kinds
ORDER BY facts DESC, speaker, entity
