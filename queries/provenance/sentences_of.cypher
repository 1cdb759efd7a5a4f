// Question: Which sentences stand behind a contract, event, membership or fact?
// Parameter: id string -- id of the node
// Columns: fact, type, modality, speaker, quote, start, end, title, outlet, published_at
MATCH (f:Fact)-[:STATED_IN]->(a:Article)
WHERE f.id = $id OR EXISTS { MATCH (f)-[:SUPPORTS|DISPUTES]->(t) WHERE t.id = $id }
OPTIONAL MATCH (p:Publication)-[:PRINTS]->(a)
UNWIND range(0, size(f.quotes) - 1) AS i
RETURN f.id AS fact, f.type AS type, f.modality AS modality, f.speaker AS speaker, f.quotes[i] AS quote,
       f.starts[i] AS start, f.ends[i] AS end, a.title AS title, p.outlet AS outlet, p.published_at AS published_at
ORDER BY published_at, fact, start, outlet
