// Question: How each pair of states voted in a year?
// Parameter: year integer = 0 -- the year; 0 for all
// Columns: a, b, year, n, dataset, table
MATCH (a:Country)-[r:VOTED_WITH]->(b:Country)
WHERE $year = 0 OR r.year = $year
RETURN a.iso3 AS a, b.iso3 AS b, r.year AS year, r.n AS n, r.dataset AS dataset, r.table AS table
ORDER BY a, b, year, dataset
