// Question: Who speaks for a state in the articles, and about what?
// Parameter: state string = "RUS" -- iso3 code of the state
// Dates: as_of, known_by
// Columns: speaker, verbs, facts, kinds, example
OPTIONAL MATCH (p:Person)-[:HOLDS_OFFICE]->(:Country {iso3: $state})
WITH collect(DISTINCT p.id) + [$state] AS ids, collect(DISTINCT p.name) AS names
MATCH (f:Fact)
WHERE (f.speaker_entity IN ids OR f.speaker IN names)
  AND ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH f ORDER BY f.id
RETURN f.speaker AS speaker, collect(DISTINCT f.speaker_verb) AS verbs, count(f) AS facts,
       collect(DISTINCT f.kind) AS kinds, collect(f.quotes[0])[0] AS example
ORDER BY facts DESC, speaker
