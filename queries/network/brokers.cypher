// Question: Who deals in a friendly way with both sides of a rivalry?
// Parameter: on date = "2019-07-01" -- the day on which the rivalry counts
// Columns: broker, a, b, acts_with_a, acts_with_b, rivalry_source
MATCH (a:Country)<-[:ABOUT]-(r:Fact {kind: 'rivalry'})-[:ABOUT]->(b:Country)
WHERE a.iso3 < b.iso3 AND r.valid_from <= $on AND (r.valid_to IS NULL OR r.valid_to >= $on)
MATCH (x:Country)-[:SOURCE_OF|TARGETS]-(e:Event {polarity: '+'})-[:SOURCE_OF|TARGETS]-(a)
WHERE x <> a AND x <> b AND e.modality IN ['fact', 'claimed']
WITH a, b, r, x, count(DISTINCT e) AS acts_with_a
MATCH (x)-[:SOURCE_OF|TARGETS]-(g:Event {polarity: '+'})-[:SOURCE_OF|TARGETS]-(b)
WHERE g.modality IN ['fact', 'claimed']
RETURN x.iso3 AS broker, a.iso3 AS a, b.iso3 AS b, acts_with_a, count(DISTINCT g) AS acts_with_b,
       r.citation AS rivalry_source
ORDER BY broker, a, b, rivalry_source
