// Question: Who deals in a friendly way with both sides of a rivalry?
// Parameter: on date = "2019-07-01" -- the day on which the rivalry counts; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: broker, a, b, acts_with_a, acts_with_b, rivalry_source
// Acts are counted once for each pair, then looked up for each rivalry.
MATCH (x:Country)-[:SOURCE_OF]->(e:Event {polarity: '+'})-[:TARGETS]->(y:Country)
WHERE x <> y AND e.modality IN ['fact', 'claimed']
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS]-(f:Fact)
    WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
      AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL)) })
WITH x.iso3 AS one, y.iso3 AS other, count(DISTINCT e) AS acts
UNWIND [[one, other], [other, one]] AS ends
WITH ends[0] AS one, ends[1] AS broker, sum(acts) AS acts
WITH one, collect([broker, acts]) AS near
WITH collect([one, near]) AS states // lists, since maps ran out of memory here
MATCH (r:Fact {kind: 'rivalry'})
WITH states, r ORDER BY r.id // found by its kind, of which there are few, and not by its day
MATCH (r)-[:ABOUT]->(a:Country), (r)-[:ABOUT]->(b:Country)
WHERE a.iso3 < b.iso3 AND r.valid_from <= coalesce($as_of, $on) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR r.reported_at <= $known_by OR (r.reported_at IS NULL AND r.row IS NOT NULL))
WITH DISTINCT states, a.iso3 AS a, b.iso3 AS b, r.citation AS rivalry_source
UNWIND [s IN states WHERE s[0] = a | s[1]] AS near_a
UNWIND [s IN states WHERE s[0] = b | s[1]] AS near_b
UNWIND near_a AS broker_a
UNWIND [n IN near_b WHERE n[0] = broker_a[0]] AS broker_b
RETURN broker_a[0] AS broker, a, b, broker_a[1] AS acts_with_a, broker_b[1] AS acts_with_b, rivalry_source
ORDER BY broker, a, b, rivalry_source
