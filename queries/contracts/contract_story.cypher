// Question: What does each source claim of a deal, and what was done over it: deliveries, threats, sanctions?
// Parameter: buyer string = "TUR" -- iso3 code of the buyer
// Parameter: item string = "S-400" -- what is bought, or a part of its name
// Parameter: contract string = "" -- id of one contract; where given, buyer and item do not count
// Dates: as_of, known_by
// Columns: contract, part, day, who, says, status, quantity, unit, amount, currency, bound, contested, rules, source, quote, fact
OPTIONAL MATCH (c:Country {iso3: $buyer})
OPTIONAL MATCH (a:Alliance {id: $buyer})
OPTIONAL MATCH (o:Organization {id: $buyer})
WITH coalesce(c, a, o) AS b
OPTIONAL MATCH (b)-[:BUYS]->(own:Contract)
WHERE $contract = '' AND toLower(coalesce(own.item, '')) CONTAINS toLower($item)
OPTIONAL MATCH (named:Contract {id: $contract})
WITH DISTINCT coalesce(named, own) AS k WHERE k IS NOT NULL
MATCH (k)<-[r:SUPPORTS|DISPUTES]-(f:Fact)
WHERE ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
MATCH (f)-[:STATED_IN]->(a)
RETURN k.id AS contract, CASE type(r) WHEN 'SUPPORTS' THEN 'claim' ELSE 'denial' END AS part,
       coalesce(f.valid_from, f.reported_at) AS day, f.speaker AS who, f.item AS says, f.status AS status,
       f.quantity AS quantity, f.unit AS unit, f.amount AS amount, f.currency AS currency, f.bound AS bound,
       k.contested AS contested, k.rules AS rules, coalesce(a.title, f.citation, a.id) AS source,
       f.quotes[0] AS quote, f.id AS fact
ORDER BY contract, day, fact
UNION ALL
OPTIONAL MATCH (c:Country {iso3: $buyer})
OPTIONAL MATCH (a:Alliance {id: $buyer})
OPTIONAL MATCH (o:Organization {id: $buyer})
WITH coalesce(c, a, o) AS b
OPTIONAL MATCH (b)-[:BUYS]->(own:Contract)
WHERE $contract = '' AND toLower(coalesce(own.item, '')) CONTAINS toLower($item)
OPTIONAL MATCH (named:Contract {id: $contract})
WITH DISTINCT coalesce(named, own) AS k WHERE k IS NOT NULL
MATCH (k)<-[o:OVER]-(e:Event)<-[:SOURCE_OF]-(x)
MATCH (e)-[:TARGETS]->(y)
MATCH (e)<-[:SUPPORTS|DISPUTES]-(f:Fact)
WHERE f.id IN o.facts
  AND ($as_of IS NULL OR f.valid_from <= $as_of OR f.reported_at <= $as_of OR coalesce(f.valid_from, f.reported_at) IS NULL)
  AND ($known_by IS NULL OR f.reported_at <= $known_by OR (f.reported_at IS NULL AND f.row IS NOT NULL))
MATCH (f)-[:STATED_IN]->(a)
RETURN k.id AS contract, 'act' AS part, coalesce(e.valid_from, f.reported_at) AS day,
       coalesce(x.iso3, x.id) + ' > ' + coalesce(y.iso3, y.id) AS who,
       CASE WHEN f.subtype IS NULL THEN e.type ELSE e.type + ': ' + f.subtype END AS says, e.modality AS status,
       f.quantity AS quantity, f.unit AS unit, NULL AS amount, NULL AS currency, NULL AS bound,
       NULL AS contested, [o.rule] AS rules, coalesce(a.title, f.citation, a.id) AS source,
       f.quotes[0] AS quote, f.id AS fact
ORDER BY contract, day, fact
