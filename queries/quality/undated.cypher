// Question: Which facts have no date of their own, and how is their report dated?
// Dates: none, because it lists just what has no valid time; basis tells how the report is dated
// Columns: kind, basis, facts, example
MATCH (f:Fact)
WHERE f.valid_from IS NULL
WITH f ORDER BY f.id
RETURN f.kind AS kind, coalesce(f.reported_basis, 'none') AS basis, count(f) AS facts, collect(f.quotes[0])[0] AS example
ORDER BY facts DESC, kind, basis
