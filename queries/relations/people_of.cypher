// Question: Who holds which office for a state or body?
// Parameter: of string = "TUR" -- iso3 code of a state, or the name of a body
// Dates: as_of, known_by
// Columns: person, name, role, mentions
OPTIONAL MATCH (c:Country {iso3: $of})
OPTIONAL MATCH (a:Alliance {id: $of})
OPTIONAL MATCH (o:Organization {id: $of})
WITH coalesce(c, a, o) AS x WHERE x IS NOT NULL
MATCH (x)<-[h:HOLDS_OFFICE]-(p:Person)
WHERE (coalesce($as_of, $known_by) IS NULL OR any(one IN h.facts WHERE EXISTS {
    MATCH (f:Fact {id: one})
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) }))
WITH p, h.role AS role, count(h) AS mentions
RETURN p.id AS person, p.name AS name, role, mentions
ORDER BY mentions DESC, name, role
