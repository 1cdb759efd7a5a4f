// Question: What was known of two states by a day: which facts had been reported then, and which came later?
// Parameter: a string = "TUR" -- iso3 code of one state, or the name of a body
// Parameter: b string = "RUS" -- iso3 code of the other
// Parameter: on date = "2019-05-07" -- the day
// Dates: as_of, known_by
// Columns: known, reported_at, valid_from, kind, type, modality, quote, fact
OPTIONAL MATCH (c:Country {iso3: $a})
OPTIONAL MATCH (d:Alliance {id: $a})
OPTIONAL MATCH (o:Organization {id: $a})
OPTIONAL MATCH (p:Person {id: $a})
OPTIONAL MATCH (g:Country {iso3: $b})
OPTIONAL MATCH (h:Alliance {id: $b})
OPTIONAL MATCH (r:Organization {id: $b})
OPTIONAL MATCH (q:Person {id: $b})
WITH coalesce(c, d, o, p) AS x, coalesce(g, h, r, q) AS y WHERE x IS NOT NULL AND y IS NOT NULL
MATCH (x)<-[:ABOUT]-(f:Fact)-[:ABOUT]->(y)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
  AND ($as_of IS NULL OR f.valid_to IS NULL OR f.valid_to >= $as_of OR f.row IS NULL OR f.kind IN ['event', 'contract', 'indicator'])
RETURN DISTINCT coalesce(f.reported_at <= $on, f.row IS NOT NULL) AS known, f.reported_at AS reported_at, f.valid_from AS valid_from,
       f.kind AS kind, f.type AS type, f.modality AS modality, f.quotes[0] AS quote, f.id AS fact
ORDER BY known DESC, reported_at, valid_from, fact
