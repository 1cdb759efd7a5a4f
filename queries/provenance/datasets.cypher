// Question: Which data sets are in the graph, in which version, on what terms, and how much do they tell?
// Dates: none, because what was loaded does not change with the day one looks at; released tells when one could know it
// Columns: dataset, version, publisher, released, facts, licence, citation
MATCH (d:Dataset)
RETURN d.id AS dataset, d.version AS version, d.publisher AS publisher, d.released AS released,
       COUNT { (d)<-[:STATED_IN]-() } AS facts, d.licence AS licence, d.citation AS citation
ORDER BY facts DESC, dataset
