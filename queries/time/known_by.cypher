// Question: What was known of two states by a day: which facts had been reported then, and which came later?
// Parameter: a string = "TUR" -- iso3 code of one state, or the name of a body
// Parameter: b string = "RUS" -- iso3 code of the other
// Parameter: on date = "2019-05-07" -- the day
// Columns: known, reported_at, valid_from, kind, type, modality, quote, fact
MATCH (x)<-[:ABOUT]-(f:Fact)-[:ABOUT]->(y)
WHERE coalesce(x.iso3, x.id) = $a AND coalesce(y.iso3, y.id) = $b
RETURN DISTINCT coalesce(f.reported_at <= $on, f.row IS NOT NULL) AS known, f.reported_at AS reported_at, f.valid_from AS valid_from,
       f.kind AS kind, f.type AS type, f.modality AS modality, f.quotes[0] AS quote, f.id AS fact
ORDER BY known DESC, reported_at, valid_from, fact
