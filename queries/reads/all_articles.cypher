// Question: Every article in the graph.
// Columns: article
MATCH (a:Article) RETURN a.sha256 AS article ORDER BY article
