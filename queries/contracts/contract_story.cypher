// Question: What does each source claim of a deal, and what was done over it: deliveries, threats, sanctions?
// Parameter: buyer string = "TUR" -- iso3 code of the buyer
// Parameter: item string = "S-400" -- what is bought, or a part of its name
// Parameter: contract string = "" -- id of one contract; where given, buyer and item do not count
// Columns: contract, part, day, who, says, status, quantity, unit, amount, currency, bound, contested, rules, source, quote, fact
MATCH (b)-[:BUYS]->(k:Contract)
WHERE k.id = $contract OR ($contract = '' AND coalesce(b.iso3, b.id) = $buyer
  AND toLower(coalesce(k.item, '')) CONTAINS toLower($item))
WITH DISTINCT k
MATCH (f:Fact)-[r:SUPPORTS|DISPUTES]->(k)
MATCH (f)-[:STATED_IN]->(a)
RETURN k.id AS contract, CASE type(r) WHEN 'SUPPORTS' THEN 'claim' ELSE 'denial' END AS part,
       coalesce(f.valid_from, f.reported_at) AS day, f.speaker AS who, f.item AS says, f.status AS status,
       f.quantity AS quantity, f.unit AS unit, f.amount AS amount, f.currency AS currency, f.bound AS bound,
       k.contested AS contested, k.rules AS rules, coalesce(a.title, f.citation, a.id) AS source,
       f.quotes[0] AS quote, f.id AS fact
ORDER BY contract, day, fact
UNION ALL
MATCH (b)-[:BUYS]->(k:Contract)
WHERE k.id = $contract OR ($contract = '' AND coalesce(b.iso3, b.id) = $buyer
  AND toLower(coalesce(k.item, '')) CONTAINS toLower($item))
WITH DISTINCT k
MATCH (x)-[:SOURCE_OF]->(e:Event)-[o:OVER]->(k)
MATCH (e)-[:TARGETS]->(y)
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(e)
WHERE f.id IN o.facts
MATCH (f)-[:STATED_IN]->(a)
RETURN k.id AS contract, 'act' AS part, coalesce(e.valid_from, f.reported_at) AS day,
       coalesce(x.iso3, x.id) + ' > ' + coalesce(y.iso3, y.id) AS who,
       CASE WHEN f.subtype IS NULL THEN e.type ELSE e.type + ': ' + f.subtype END AS says, e.modality AS status,
       f.quantity AS quantity, f.unit AS unit, NULL AS amount, NULL AS currency, NULL AS bound,
       NULL AS contested, [o.rule] AS rules, coalesce(a.title, f.citation, a.id) AS source,
       f.quotes[0] AS quote, f.id AS fact
ORDER BY contract, day, fact
