// Question: Who has sanctioned a state, when, and in which words?
// Parameter: state string = "TUR" -- iso3 code of the state
// Dates: as_of, known_by
// Columns: event, source, valid_from, granularity, modality, reports, quote
OPTIONAL MATCH (c:Country {iso3: $state})
OPTIONAL MATCH (a:Alliance {id: $state})
OPTIONAL MATCH (o:Organization {id: $state})
OPTIONAL MATCH (p:Person {id: $state})
WITH coalesce(c, a, o, p) AS y WHERE y IS NOT NULL
MATCH (y)<-[:TARGETS]-(e:Event {type: 'SANCTION'})<-[:SOURCE_OF]-(x)
MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH e, coalesce(x.iso3, x.id) AS source, f ORDER BY f.confidence DESC, f.id
WITH e, source, collect(f.quotes[0])[0] AS quote
RETURN e.id AS event, source, e.valid_from AS valid_from, e.granularity AS granularity, e.modality AS modality,
       e.reports AS reports, quote
ORDER BY valid_from, source, event
