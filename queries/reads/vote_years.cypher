// Question: The years in which states of the graph voted.
// Columns: year
MATCH (:Country)-[r:VOTED_WITH]->(:Country)
RETURN DISTINCT r.year AS year
ORDER BY year
