// Question: Which charges were answered, by whom, and how soon?
// Parameter: days integer = 60 -- how long after the charge an answer counts
// Dates: as_of, known_by
// Columns: accuser, accused, accused_on, reply, replied_on, charge, answer
// Acts meet in slots of time, so that no charge is held against all acts of its pair.
MATCH (e:Event)<-[:SOURCE_OF]-(x), (e)-[:TARGETS]->(y)
WHERE e.type IN ['REJECT', 'ACCUSE', 'CONCEDE', 'AGREE'] AND e.valid_from IS NOT NULL
MATCH (e)<-[:SUPPORTS]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH e, coalesce(x.iso3, x.id) AS source, coalesce(y.iso3, y.id) AS target, min(f.quotes[0]) AS quote
WITH {id: e.id, type: e.type, on: e.valid_from, source: source, target: target, quote: quote} AS act,
     duration.inDays(date('1800-01-01'), e.valid_from).days / ($days + 1) AS slot
UNWIND [[act.target, act.source, slot, 'reply'], [act.target, act.source, slot - 1, 'reply']]
     + CASE act.type WHEN 'ACCUSE' THEN [[act.source, act.target, slot, 'charge']] ELSE [] END AS place
WITH place[0] AS accuser, place[1] AS accused, place[2] AS slot,
     collect(CASE place[3] WHEN 'charge' THEN act END) AS charges, collect(CASE place[3] WHEN 'reply' THEN act END) AS replies
UNWIND charges AS c
UNWIND [r IN replies WHERE c.on <= r.on AND r.on <= c.on + duration({days: $days}) AND r.id <> c.id] AS r
RETURN accuser, accused, c.on AS accused_on, r.type AS reply, r.on AS replied_on, c.quote AS charge, r.quote AS answer
ORDER BY accused_on, accuser, accused, replied_on, reply, charge, answer
