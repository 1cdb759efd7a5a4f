// Question: With whom does a state deal in a friendly way: talks, support, aid, deliveries?
// Parameter: state string = "TUR" -- iso3 code of the state
// Dates: as_of, known_by
// Columns: partner, events, classes, first, last
OPTIONAL MATCH (c:Country {iso3: $state})
OPTIONAL MATCH (a:Alliance {id: $state})
OPTIONAL MATCH (o:Organization {id: $state})
OPTIONAL MATCH (p:Person {id: $state})
WITH coalesce(c, a, o, p) AS x WHERE x IS NOT NULL
MATCH (x)-[:SOURCE_OF|TARGETS]-(e:Event {polarity: '+'})-[:SOURCE_OF|TARGETS]-(y)
WHERE e.modality IN ['fact', 'claimed'] AND x <> y
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
RETURN coalesce(y.iso3, y.id) AS partner, count(DISTINCT e) AS events, collect(DISTINCT e.type) AS classes,
       min(e.valid_from) AS first, max(e.valid_from) AS last
ORDER BY events DESC, partner
