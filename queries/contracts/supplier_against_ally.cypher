// Question: Which states buy from a supplier that is a rival of one of their allies?
// Parameter: on date = "2019-07-01" -- the day for which alliances and rivalries count; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: buyer, supplier, ally, items, alliances, rivalry_sources
MATCH (f:Fact {kind: 'rivalry'})
WITH f ORDER BY f.id // found by its kind, of which there are few, and not by its day
MATCH (ally:Country)<-[:ABOUT]-(f)-[:ABOUT]->(supplier:Country)
WHERE ally <> supplier AND f.valid_from <= coalesce($as_of, $on) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH supplier, collect(DISTINCT {ally: ally, source: f.citation}) AS rivals
MATCH (supplier)-[:SELLS]->(k:Contract)<-[:BUYS]-(buyer:Country)
WHERE k.status <> 'cancelled'
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(d:Fact)
    WHERE ($as_of IS NULL OR d.valid_from <= $as_of OR d.reported_at <= $as_of OR coalesce(d.valid_from, d.reported_at) IS NULL)
      AND ($known_by IS NULL OR d.reported_at <= $known_by OR (d.reported_at IS NULL AND d.row IS NOT NULL)) })
WITH supplier, rivals, buyer, k.item AS item ORDER BY item
WITH supplier, rivals, buyer, collect(DISTINCT item) AS items
UNWIND rivals AS rival
WITH supplier, buyer, items, rival.ally AS ally, collect(DISTINCT rival.source) AS sources
WHERE ally <> buyer
MATCH (buyer)-[m:MEMBER_OF]->(a:Alliance)<-[n:MEMBER_OF]-(ally)
WHERE a.kind = 'alliance'
  AND (m.valid_from IS NULL OR m.valid_from <= coalesce($as_of, $on)) AND (m.valid_to IS NULL OR m.valid_to >= coalesce($as_of, $on))
  AND (n.valid_from IS NULL OR n.valid_from <= coalesce($as_of, $on)) AND (n.valid_to IS NULL OR n.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR EXISTS {
    MATCH (buyer)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(g:Fact)
    WHERE g.reported_at <= $known_by OR (g.reported_at IS NULL AND g.row IS NOT NULL) })
  AND ($known_by IS NULL OR EXISTS {
    MATCH (ally)-[:HOLDS]->(:Membership {id: n.membership})<-[:SUPPORTS]-(h:Fact)
    WHERE h.reported_at <= $known_by OR (h.reported_at IS NULL AND h.row IS NOT NULL) })
WITH supplier, buyer, ally, items, sources, a.id AS alliance ORDER BY alliance
WITH supplier, buyer, ally, items, sources, collect(DISTINCT alliance) AS alliances
RETURN buyer.iso3 AS buyer, supplier.iso3 AS supplier, ally.iso3 AS ally, items, alliances, sources AS rivalry_sources
ORDER BY buyer, supplier, ally
