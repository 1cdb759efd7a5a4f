// Question: Which rules made the facts, and how sure are they?
// Dates: none, because it tells how facts were made, whatever day they speak of
// Columns: kind, rule, facts, confidence
MATCH (f:Fact)
RETURN f.kind AS kind, f.rule AS rule, count(f) AS facts, avg(f.confidence) AS confidence
ORDER BY facts DESC, kind, rule
