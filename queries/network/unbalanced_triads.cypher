// Question: Which three states stand in a triad of two friendly ties and one hostile one?
// Dates: as_of, known_by
// Columns: middle, friend, other, friendly_acts, hostile_acts
// Acts are counted once for each pair, then triads are made of pairs.
// Acts are counted once for each pair, then triads are made of pairs.
MATCH (x:Country)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y:Country)
WHERE e.modality <> 'denied' AND x <> y
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (e)<-[:SUPPORTS]-(d:Fact)
    WHERE ($as_of IS NULL OR d.valid_from <= $as_of OR d.reported_at <= $as_of OR coalesce(d.valid_from, d.reported_at) IS NULL)
      AND ($known_by IS NULL OR d.reported_at <= $known_by OR (d.reported_at IS NULL AND d.row IS NOT NULL)) })
WITH x.iso3 AS a, y.iso3 AS b, sum(CASE e.polarity WHEN '+' THEN 1 ELSE 0 END) AS good,
     sum(CASE e.polarity WHEN '-' THEN 1 ELSE 0 END) AS bad
UNWIND [[a, b], [b, a]] AS ends
WITH ends[0] AS one, ends[1] AS near, sum(good) AS good, sum(bad) AS bad
WITH one, collect([near, good, bad]) AS ties
UNWIND ties AS f
UNWIND [o IN ties WHERE f[1] > 0 AND o[1] > 0 AND f[0] < o[0] | [f[0], o[0], one, f[1] + o[1], 0]]
     + CASE WHEN one < f[0] THEN [[one, f[0], NULL, NULL, f[2]]] ELSE [] END AS tie
WITH tie[0] AS friend, tie[1] AS other, sum(tie[4]) AS hostile_acts, collect(tie[2]) AS middles, collect(tie[3]) AS acts
WHERE hostile_acts > 0 AND size(middles) > 0
UNWIND range(0, size(middles) - 1) AS i
RETURN middles[i] AS middle, friend, other, acts[i] AS friendly_acts, hostile_acts
ORDER BY hostile_acts DESC, middle, friend, other
