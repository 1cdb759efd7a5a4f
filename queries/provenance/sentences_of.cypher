// Question: Which sentences stand behind a contract, event, membership or fact?
// Parameter: id string -- id of the node
// Dates: as_of, known_by
// Columns: fact, type, modality, speaker, quote, start, end, title, outlet, published_at
OPTIONAL MATCH (k:Contract {id: $id})
OPTIONAL MATCH (e:Event {id: $id})
OPTIONAL MATCH (m:Membership {id: $id})
OPTIONAL MATCH (one:Fact {id: $id})
WITH coalesce(k, e, m) AS thing, one
OPTIONAL MATCH (thing)<-[:SUPPORTS|DISPUTES]-(behind:Fact)
WITH coalesce(one, behind) AS f
MATCH (f)-[:STATED_IN]->(a:Article)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
OPTIONAL MATCH (a)<-[:PRINTS]-(p:Publication)
UNWIND range(0, size(f.quotes) - 1) AS i
RETURN f.id AS fact, f.type AS type, f.modality AS modality, f.speaker AS speaker, f.quotes[i] AS quote,
       f.starts[i] AS start, f.ends[i] AS end, a.title AS title, p.outlet AS outlet, p.published_at AS published_at
ORDER BY published_at, fact, start, outlet
