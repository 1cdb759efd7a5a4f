// Question: Which three states stand in a triad of two friendly ties and one hostile one?
// Columns: middle, friend, other, friendly_acts, hostile_acts
MATCH (m:Country)-[:SOURCE_OF|TARGETS]-(p:Event {polarity: '+'})-[:SOURCE_OF|TARGETS]-(f:Country)
WHERE p.modality <> 'denied' AND m <> f
WITH m, f, count(DISTINCT p) AS first
MATCH (m)-[:SOURCE_OF|TARGETS]-(q:Event {polarity: '+'})-[:SOURCE_OF|TARGETS]-(o:Country)
WHERE q.modality <> 'denied' AND o <> m AND f.iso3 < o.iso3
WITH m, f, o, first, count(DISTINCT q) AS second
MATCH (f)-[:SOURCE_OF|TARGETS]-(n:Event {polarity: '-'})-[:SOURCE_OF|TARGETS]-(o)
WHERE n.modality <> 'denied'
RETURN m.iso3 AS middle, f.iso3 AS friend, o.iso3 AS other, first + second AS friendly_acts,
       count(DISTINCT n) AS hostile_acts
ORDER BY hostile_acts DESC, middle, friend, other
