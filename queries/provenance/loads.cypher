// Question: What was loaded, and did each load come to its end?
// Dates: none, because it tells what was loaded, not what held in the world or was reported by a day
// Columns: load, source, complete, read, accepted, quarantined, facts, reasons
MATCH (l:Load)
RETURN l.id AS load, l.source AS source, l.complete AS complete, l.read AS read, l.accepted AS accepted,
       l.quarantined AS quarantined, l.facts AS facts, l.reasons AS reasons
ORDER BY source, load
