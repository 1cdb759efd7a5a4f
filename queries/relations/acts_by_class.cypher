// Question: Of which classes are the acts of one state towards the others, and how do they split by sign?
// Parameter: state string = "USA" -- iso3 code of the state that acts, or the name of a body
// Columns: type, polarity, modality, events, targets
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE coalesce(x.iso3, x.id) = $state
RETURN e.type AS type, e.polarity AS polarity, e.modality AS modality, count(DISTINCT e) AS events,
       collect(DISTINCT coalesce(y.iso3, y.id)) AS targets
ORDER BY events DESC, type, polarity, modality
