// Question: From whom does a state buy, what, and how often?
// Parameter: state string = "TUR" -- iso3 code of the buyer
// Columns: supplier, contracts, kinds, items, first_signed, last_signed
MATCH (:Country {iso3: $state})-[:BUYS]->(k:Contract)<-[:SELLS]-(s)
WITH DISTINCT coalesce(s.iso3, s.id) AS supplier, k
RETURN supplier, count(k) AS contracts, collect(DISTINCT k.kind) AS kinds, collect(DISTINCT k.item) AS items,
       min(k.signed) AS first_signed, max(k.signed) AS last_signed
ORDER BY contracts DESC, supplier
