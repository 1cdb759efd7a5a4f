// Question: Which states buy from a supplier that is a rival of one of their allies?
// Parameter: on date = "2019-07-01" -- the day for which alliances and rivalries count
// Columns: buyer, supplier, item, alliance, ally, rivalry_source
MATCH (buyer:Country)-[:BUYS]->(k:Contract)<-[:SELLS]-(supplier:Country)
WHERE k.status <> 'cancelled'
MATCH (buyer)-[m:MEMBER_OF]->(a:Alliance)<-[n:MEMBER_OF]-(ally:Country)
WHERE a.kind = 'alliance' AND ally <> buyer AND ally <> supplier
  AND (m.valid_from IS NULL OR m.valid_from <= $on) AND (m.valid_to IS NULL OR m.valid_to >= $on)
  AND (n.valid_from IS NULL OR n.valid_from <= $on) AND (n.valid_to IS NULL OR n.valid_to >= $on)
MATCH (ally)<-[:ABOUT]-(f:Fact {kind: 'rivalry'})-[:ABOUT]->(supplier)
WHERE f.valid_from <= $on AND (f.valid_to IS NULL OR f.valid_to >= $on)
RETURN DISTINCT buyer.iso3 AS buyer, supplier.iso3 AS supplier, k.item AS item, a.id AS alliance,
       ally.iso3 AS ally, f.citation AS rivalry_source
ORDER BY buyer, supplier, item, alliance, ally, rivalry_source
