// Question: Of which classes are the acts of one state towards the others, and how do they split by sign?
// Parameter: state string = "USA" -- iso3 code of the state that acts, or the name of a body
// Dates: as_of, known_by
// Columns: type, polarity, modality, events, targets
OPTIONAL MATCH (c:Country {iso3: $state})
OPTIONAL MATCH (a:Alliance {id: $state})
OPTIONAL MATCH (o:Organization {id: $state})
OPTIONAL MATCH (p:Person {id: $state})
WITH coalesce(c, a, o, p) AS x WHERE x IS NOT NULL
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y)
WHERE (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
RETURN e.type AS type, e.polarity AS polarity, e.modality AS modality, count(DISTINCT e) AS events,
       collect(DISTINCT coalesce(y.iso3, y.id)) AS targets
ORDER BY events DESC, type, polarity, modality
