// Question: By which chain of acts and deals are two actors connected?
// Parameter: a string = "USA" -- iso3 code of one state
// Parameter: b string = "RUS" -- iso3 code of the other
// Dates: none, because the shortest chain is found before its links can be asked for their facts; Paths on the page follows both
// Columns: steps, chain
MATCH (x:Country {iso3: $a}), (y:Country {iso3: $b})
MATCH p = shortestPath((x)-[:SOURCE_OF|TARGETS|BUYS|SELLS|FINANCES|BUILDS*..8]-(y))
RETURN length(p) AS steps, [n IN nodes(p) | coalesce(n.iso3, n.item, n.type, n.name, n.id)] AS chain
ORDER BY steps, chain
