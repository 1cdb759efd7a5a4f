// Question: Who has sanctioned a state, when, and in which words?
// Parameter: state string = "TUR" -- iso3 code of the state
// Columns: event, source, valid_from, granularity, modality, reports, quote
MATCH (x)-[:SOURCE_OF]->(e:Event {type: 'SANCTION'})-[:TARGETS]->(y)
WHERE coalesce(y.iso3, y.id) = $state
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(e)
WITH e, coalesce(x.iso3, x.id) AS source, f ORDER BY f.confidence DESC, f.id
WITH e, source, collect(f.quotes[0])[0] AS quote
RETURN e.id AS event, source, e.valid_from AS valid_from, e.granularity AS granularity, e.modality AS modality,
       e.reports AS reports, quote
ORDER BY valid_from, source, event
