// Question: With whom does a state deal in a friendly way: talks, support, aid, deliveries?
// Parameter: state string = "TUR" -- iso3 code of the state
// Columns: partner, events, classes, first, last
MATCH (x)-[:SOURCE_OF]->(e:Event {polarity: '+'})-[:TARGETS]->(y)
WHERE e.modality IN ['fact', 'claimed'] AND $state IN [coalesce(x.iso3, x.id), coalesce(y.iso3, y.id)]
WITH CASE WHEN coalesce(x.iso3, x.id) = $state THEN coalesce(y.iso3, y.id) ELSE coalesce(x.iso3, x.id) END AS partner, e
WHERE partner <> $state
RETURN partner, count(DISTINCT e) AS events, collect(DISTINCT e.type) AS classes, min(e.valid_from) AS first,
       max(e.valid_from) AS last
ORDER BY events DESC, partner
