// Question: Which charges were answered, by whom, and how soon?
// Parameter: days integer = 60 -- how long after the charge an answer counts
// Columns: accuser, accused, accused_on, reply, replied_on, charge, answer
MATCH (x)-[:SOURCE_OF]->(e:Event {type: 'ACCUSE'})-[:TARGETS]->(y)
MATCH (y)-[:SOURCE_OF]->(r:Event)-[:TARGETS]->(x)
WHERE r.type IN ['REJECT', 'ACCUSE', 'CONCEDE', 'AGREE'] AND e.valid_from <= r.valid_from
  AND r.valid_from <= e.valid_from + duration({days: $days}) AND r.id <> e.id
MATCH (f:Fact)-[:SUPPORTS]->(e)
MATCH (g:Fact)-[:SUPPORTS]->(r)
WITH x, y, e, r, min(f.quotes[0]) AS charge, min(g.quotes[0]) AS answer
RETURN coalesce(x.iso3, x.id) AS accuser, coalesce(y.iso3, y.id) AS accused, e.valid_from AS accused_on,
       r.type AS reply, r.valid_from AS replied_on, charge, answer
ORDER BY accused_on, accuser, accused, replied_on, reply, charge, answer
