// Question: What is in the graph: how many nodes of each kind?
// Columns: label, nodes
MATCH (n)
UNWIND labels(n) AS label
RETURN label, count(n) AS nodes
ORDER BY nodes DESC, label
