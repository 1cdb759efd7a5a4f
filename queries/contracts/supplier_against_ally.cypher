// Question: Which states buy from a supplier that is a rival of one of their allies?
// Parameter: on date = "2019-07-01" -- the day for which alliances and rivalries count; as_of, where given, counts in its place
// Dates: as_of, known_by
// Columns: buyer, supplier, ally, items, alliances, rivalry_sources
MATCH (f:Fact {kind: 'rivalry'})
WITH f ORDER BY f.id // found by its kind, of which there are few, and not by its day
MATCH (f)-[:ABOUT]->(ally:Country), (f)-[:ABOUT]->(supplier:Country)
WHERE ally <> supplier AND f.valid_from <= coalesce($as_of, $on) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
WITH supplier, ally, collect(DISTINCT f.citation) AS sources
WITH ally, collect([supplier, sources]) AS rivals
MATCH (ally)-[n:MEMBER_OF]->(a:Alliance)<-[m:MEMBER_OF]-(buyer:Country)
WHERE buyer <> ally AND a.kind = 'alliance'
  AND (m.valid_from IS NULL OR m.valid_from <= coalesce($as_of, $on)) AND (m.valid_to IS NULL OR m.valid_to >= coalesce($as_of, $on))
  AND (n.valid_from IS NULL OR n.valid_from <= coalesce($as_of, $on)) AND (n.valid_to IS NULL OR n.valid_to >= coalesce($as_of, $on))
  AND ($known_by IS NULL OR EXISTS {
    MATCH (buyer)-[:HOLDS]->(:Membership {id: m.membership})<-[:SUPPORTS]-(g:Fact)
    WHERE g.reported_at <= $known_by OR (g.reported_at IS NULL AND g.row IS NOT NULL) })
  AND ($known_by IS NULL OR EXISTS {
    MATCH (ally)-[:HOLDS]->(:Membership {id: n.membership})<-[:SUPPORTS]-(h:Fact)
    WHERE h.reported_at <= $known_by OR (h.reported_at IS NULL AND h.row IS NOT NULL) })
WITH ally, rivals, buyer, a.id AS alliance ORDER BY alliance
WITH ally, rivals, buyer, collect(DISTINCT alliance) AS alliances
UNWIND rivals AS rival
WITH rival[0] AS supplier, buyer, collect([ally, alliances, rival[1]]) AS allies
MATCH (supplier)-[:SELLS]->(k:Contract)<-[:BUYS]-(buyer)
WHERE k.status <> 'cancelled'
  AND (coalesce($as_of, $known_by) IS NULL OR EXISTS {
    MATCH (k)<-[:SUPPORTS]-(d:Fact)
    WHERE ($as_of IS NULL OR d.valid_from <= $as_of OR d.reported_at <= $as_of OR coalesce(d.valid_from, d.reported_at) IS NULL)
      AND ($known_by IS NULL OR d.reported_at <= $known_by OR (d.reported_at IS NULL AND d.row IS NOT NULL)) })
WITH supplier, buyer, allies, k.item AS item ORDER BY item
WITH supplier, buyer, allies, collect(DISTINCT item) AS items
UNWIND allies AS told
WITH buyer.iso3 AS buyer, supplier.iso3 AS supplier, told[0] AS ally, items, told[1] AS alliances, told[2] AS rivalry_sources
RETURN buyer, supplier, ally.iso3 AS ally, items, alliances, rivalry_sources
ORDER BY buyer, supplier, ally
