// Question: To whom does a state sell, what, and how often?
// Parameter: state string = "RUS" -- iso3 code of the seller
// Columns: customer, contracts, kinds, items, first_signed, last_signed
MATCH (:Country {iso3: $state})-[:SELLS]->(k:Contract)<-[:BUYS]-(b)
WITH DISTINCT coalesce(b.iso3, b.id) AS customer, k
RETURN customer, count(k) AS contracts, collect(DISTINCT k.kind) AS kinds, collect(DISTINCT k.item) AS items,
       min(k.signed) AS first_signed, max(k.signed) AS last_signed
ORDER BY contracts DESC, customer
