// Question: Who speaks for a state in the articles, and about what?
// Parameter: state string = "RUS" -- iso3 code of the state
// Columns: speaker, verbs, facts, kinds, example
MATCH (f:Fact)
WHERE f.speaker_entity = $state OR EXISTS {
  MATCH (p:Person)-[:HOLDS_OFFICE]->(:Country {iso3: $state}) WHERE p.id = f.speaker_entity OR p.name = f.speaker }
WITH f ORDER BY f.id
RETURN f.speaker AS speaker, collect(DISTINCT f.speaker_verb) AS verbs, count(f) AS facts,
       collect(DISTINCT f.kind) AS kinds, collect(f.quotes[0])[0] AS example
ORDER BY facts DESC, speaker
