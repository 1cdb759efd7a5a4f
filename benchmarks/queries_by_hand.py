"""Questions of the library as an expert would write them for the graph of the benchmark, with hints for its indexes.

They know what the library may not assume: that an act has one source and one target, that no party was corrected,
that the busiest end is a state, that no date bounds the answer. Rows must be the same.
"""

BY_HAND = {
    "members_of": """
MATCH (a:Alliance {id: $body})<-[m:MEMBER_OF]-(c:Country)
USING INDEX a:Alliance(id)
WHERE (m.valid_from IS NULL OR m.valid_from <= $on) AND (m.valid_to IS NULL OR m.valid_to >= $on)
RETURN DISTINCT c.iso3, c.name, m.status, m.valid_from, m.valid_to, m.obligations""",
    "obligations_of": """
MATCH (c:Country {iso3: $state})-[:HOLDS]->(m:Membership)-[:IN_BODY]->(a:Alliance)
USING INDEX c:Country(iso3)
MATCH (f:Fact)-[:SUPPORTS]->(m)
WHERE size(f.obligations) > 0
  AND (f.valid_from IS NULL OR f.valid_from <= $on) AND (f.valid_to IS NULL OR f.valid_to >= $on)
RETURN a.id, a.name, f.obligations, f.valid_from, f.valid_to, f.granularity, m.status, coalesce(f.citation, f.source), m.id""",
    "not_done": """
MATCH (f:Fact) WHERE f.modality = $modality
RETURN f.id, f.kind, f.type, f.parties, f.speaker, f.reported_at, f.quotes[0]""",
    "who_says_what": """
MATCH (f:Fact) WHERE f.speaker IS NOT NULL
RETURN f.speaker, f.speaker_entity, count(*), sum(CASE f.modality WHEN 'claimed' THEN 1 ELSE 0 END),
       sum(CASE f.modality WHEN 'planned' THEN 1 ELSE 0 END), sum(CASE f.modality WHEN 'denied' THEN 1 ELSE 0 END),
       collect(DISTINCT f.kind)""",
    "contested_events": """
MATCH (e:Event) WHERE size(e.contested) > 0
MATCH (x)-[:SOURCE_OF]->(e)-[:TARGETS]->(y)
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(e)
WITH e, x, y, f ORDER BY f.id
RETURN e.id, x.iso3, e.type, y.iso3, e.contested, e.modality, e.reports,
       collect(f.modality + ': ' + coalesce(f.quotes[0], f.citation, ''))""",
    "contract_story": """
MATCH (b:Country {iso3: $buyer})-[:BUYS]->(k:Contract) USING INDEX b:Country(iso3)
WHERE toLower(k.item) CONTAINS toLower($item)
MATCH (a)<-[:STATED_IN]-(f:Fact)-[r:SUPPORTS|DISPUTES]->(k)
RETURN k.id AS contract, CASE type(r) WHEN 'SUPPORTS' THEN 'claim' ELSE 'denial' END AS part,
       coalesce(f.valid_from, f.reported_at) AS day, f.speaker AS who, f.item AS says, f.status AS status,
       f.quantity AS quantity, f.unit AS unit, f.amount AS amount, f.currency AS currency, f.bound AS bound,
       k.contested AS contested, k.rules AS rules, coalesce(a.title, f.citation, a.id) AS source,
       f.quotes[0] AS quote, f.id AS fact
UNION ALL
MATCH (b:Country {iso3: $buyer})-[:BUYS]->(k:Contract) USING INDEX b:Country(iso3)
WHERE toLower(k.item) CONTAINS toLower($item)
MATCH (x)-[:SOURCE_OF]->(e:Event)-[o:OVER]->(k)
MATCH (e)-[:TARGETS]->(y)
UNWIND o.facts AS id
MATCH (f:Fact {id: id})-[:STATED_IN]->(a) WHERE EXISTS { (f)-[:SUPPORTS|DISPUTES]->(e) }
RETURN k.id AS contract, 'act' AS part, coalesce(e.valid_from, f.reported_at) AS day, x.iso3 + ' > ' + y.iso3 AS who,
       CASE WHEN f.subtype IS NULL THEN e.type ELSE e.type + ': ' + f.subtype END AS says, e.modality AS status,
       f.quantity AS quantity, f.unit AS unit, NULL AS amount, NULL AS currency, NULL AS bound,
       NULL AS contested, [o.rule] AS rules, coalesce(a.title, f.citation, a.id) AS source,
       f.quotes[0] AS quote, f.id AS fact""",
    "customers_of": """
MATCH (s:Country {iso3: $state})-[:SELLS]->(k:Contract)<-[:BUYS]-(b) USING INDEX s:Country(iso3)
WITH DISTINCT b, k
RETURN coalesce(b.iso3, b.id), count(k), collect(DISTINCT k.kind), collect(DISTINCT k.item), min(k.signed), max(k.signed)""",
    "contracts_for_item": """
MATCH (k:Contract) WHERE toLower(k.item) CONTAINS toLower($item)
OPTIONAL MATCH (b)-[:BUYS]->(k)
OPTIONAL MATCH (s)-[:SELLS]->(k)
RETURN DISTINCT k.item, coalesce(b.iso3, b.id), coalesce(s.iso3, s.id), k.status, k.quantity, k.unit, k.signed, k.id""",
    "supplier_against_ally": """
MATCH (f:Fact {kind: 'rivalry'}) USING INDEX f:Fact(kind)
WHERE f.valid_from <= $on AND (f.valid_to IS NULL OR f.valid_to >= $on)
MATCH (ally:Country)<-[:ABOUT]-(f)-[:ABOUT]->(supplier:Country)
WITH supplier, collect(DISTINCT [ally, f.citation]) AS rivals
MATCH (supplier)-[:SELLS]->(k:Contract)<-[:BUYS]-(buyer:Country) WHERE k.status <> 'cancelled'
WITH supplier, rivals, buyer, collect(DISTINCT k.item) AS items
UNWIND rivals AS rival
WITH supplier, buyer, items, rival[0] AS ally, collect(DISTINCT rival[1]) AS sources WHERE ally <> buyer
MATCH (buyer)-[m:MEMBER_OF]->(a:Alliance {kind: 'alliance'})<-[n:MEMBER_OF]-(ally)
WHERE (m.valid_from IS NULL OR m.valid_from <= $on) AND (m.valid_to IS NULL OR m.valid_to >= $on)
  AND (n.valid_from IS NULL OR n.valid_from <= $on) AND (n.valid_to IS NULL OR n.valid_to >= $on)
WITH supplier, buyer, ally, items, sources, collect(DISTINCT a.id) AS alliances
RETURN buyer.iso3, supplier.iso3, ally.iso3, items, alliances, sources""",
    "shared_enemies": """
MATCH (x:Country)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(z:Country) WHERE e.polarity = '-' AND e.modality <> 'denied'
WITH DISTINCT x, z
WITH z, collect(x.iso3) AS foes
UNWIND foes AS a UNWIND foes AS b
WITH a, b, z WHERE a < b
WITH a, b, collect(z.iso3) AS common WHERE size(common) >= $least
RETURN a, b, size(common), common""",
    "brokers": """
MATCH (x:Country)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y:Country)
WHERE e.polarity = '+' AND x <> y AND e.modality IN ['fact', 'claimed']
WITH x.iso3 AS one, y.iso3 AS other, count(*) AS acts
UNWIND [[one, other], [other, one]] AS ends
WITH ends[0] AS one, ends[1] AS broker, sum(acts) AS acts
WITH one, collect([broker, acts]) AS near
WITH collect([one, near]) AS states
MATCH (r:Fact {kind: 'rivalry'}) USING INDEX r:Fact(kind)
WHERE r.valid_from <= $on AND (r.valid_to IS NULL OR r.valid_to >= $on)
MATCH (a:Country)<-[:ABOUT]-(r)-[:ABOUT]->(b:Country) WHERE a.iso3 < b.iso3
WITH DISTINCT states, a.iso3 AS a, b.iso3 AS b, r.citation AS citation
UNWIND [s IN states WHERE s[0] = a | s[1]] AS of_a
UNWIND [s IN states WHERE s[0] = b | s[1]] AS of_b
UNWIND of_a AS one
UNWIND [n IN of_b WHERE n[0] = one[0]] AS two
RETURN one[0], a, b, one[1], two[1], citation""",
    "speakers_of": """
OPTIONAL MATCH (p:Person)-[:HOLDS_OFFICE]->(:Country {iso3: $state})
WITH collect(DISTINCT p.id) + [$state] AS ids, collect(DISTINCT p.name) AS names
MATCH (f:Fact) WHERE f.speaker IN names OR f.speaker_entity IN ids
WITH f ORDER BY f.id
RETURN f.speaker, collect(DISTINCT f.speaker_verb), count(*), collect(DISTINCT f.kind), collect(f.quotes[0])[0]""",
    "sentences_of": """
MATCH (e:Event {id: $id})<-[:SUPPORTS|DISPUTES]-(f:Fact)-[:STATED_IN]->(a:Article) USING INDEX e:Event(id)
OPTIONAL MATCH (p:Publication)-[:PRINTS]->(a)
UNWIND range(0, size(f.quotes) - 1) AS i
RETURN f.id, f.type, f.modality, f.speaker, f.quotes[i], f.starts[i], f.ends[i], a.title, p.outlet, p.published_at""",
    "facts_of_article": """
MATCH (a:Article) WHERE toLower(a.title) CONTAINS toLower($title)
MATCH (f:Fact)-[:STATED_IN]->(a)
OPTIONAL MATCH (p:Publication)-[:PRINTS]->(a)
WITH f, a, min(p.published_at) AS published
RETURN a.title, published, f.kind, f.type, f.parties, f.modality, f.starts[0], f.quotes[0], f.rule, f.id""",
    "datasets": """
MATCH (d:Dataset)
RETURN d.id, d.version, d.publisher, d.released, COUNT { (d)<-[:STATED_IN]-() }, d.licence, d.citation""",
    "outlets": """
MATCH (p:Publication)-[:PRINTS]->(a:Article)
WITH p.outlet AS outlet, a, min(p.published_at) AS first, max(p.published_at) AS last
RETURN outlet, count(a), sum(COUNT { (a)<-[:STATED_IN]-() }), min(first), max(last)""",
    "one_source_only": """
MATCH (k:Contract)<-[:SUPPORTS]-(f:Fact)
WITH k, collect(DISTINCT f.source) AS sources, count(*) AS facts WHERE size(sources) = 1
RETURN k.id, k.item, k.status, [(b)-[:BUYS]->(k) | coalesce(b.iso3, b.id)], sources[0], facts""",
    "overview": """
UNWIND [['Country', COUNT { (:Country) }], ['Alliance', COUNT { (:Alliance) }], ['Organization', COUNT { (:Organization) }],
  ['Person', COUNT { (:Person) }], ['Item', COUNT { (:Item) }], ['Contract', COUNT { (:Contract) }],
  ['Membership', COUNT { (:Membership) }], ['Event', COUNT { (:Event) }], ['Fact', COUNT { (:Fact) }],
  ['Article', COUNT { (:Article) }], ['Publication', COUNT { (:Publication) }], ['Dataset', COUNT { (:Dataset) }],
  ['Load', COUNT { (:Load) }], ['Judgement', COUNT { (:Judgement) }], ['Detente', COUNT { (:Detente) }]] AS c
WITH c WHERE c[1] > 0 RETURN c[0], c[1]""",
    "low_confidence": """
MATCH (f:Fact) WHERE f.confidence < $below
WITH f ORDER BY f.confidence, f.id LIMIT $limit
RETURN f.confidence, f.kind, f.type, f.parties, f.rule, f.quotes[0], f.id""",
    "undated": """
MATCH (f:Fact) WHERE f.valid_from IS NULL
WITH f.kind AS kind, coalesce(f.reported_basis, 'none') AS basis, count(*) AS facts,
     min(CASE WHEN f.quotes[0] IS NOT NULL THEN f.id END) AS least
OPTIONAL MATCH (g:Fact {id: least})
RETURN kind, basis, facts, g.quotes[0]""",
    "rules_at_work": """
MATCH (f:Fact) RETURN f.kind, f.rule, count(*), avg(f.confidence)""",
    "most_hostile": """
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y) WHERE e.modality <> 'denied'
WITH x, y, sum(CASE e.polarity WHEN '-' THEN 1 ELSE 0 END) AS hostile, sum(CASE e.polarity WHEN '+' THEN 1 ELSE 0 END) AS friendly,
     collect(DISTINCT CASE e.polarity WHEN '-' THEN e.type END) AS classes
WHERE hostile >= $least
RETURN coalesce(x.iso3, x.id), coalesce(y.iso3, y.id), hostile, friendly, classes""",
    "events_between": """
MATCH (f:Fact) USING INDEX f:Fact(pair)
WHERE f.pair IN [$a + ' > ' + $b, $b + ' > ' + $a] AND f.kind = 'event'
MATCH (f)-[:SUPPORTS|DISPUTES]->(e:Event)
WITH e, split(f.pair, ' > ') AS ends, f ORDER BY f.confidence DESC, f.id
WITH e, ends, collect(f.quotes[0])[0] AS quote
RETURN e.id, ends[0], e.type, ends[1], e.modality, e.valid_from, e.granularity, e.reports, quote""",
    "acts_by_class": """
MATCH (x:Country {iso3: $state})-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y) USING INDEX x:Country(iso3)
RETURN e.type, e.polarity, e.modality, count(*), collect(DISTINCT coalesce(y.iso3, y.id))""",
    "partners_of": """
MATCH (x:Country {iso3: $state})-[:SOURCE_OF|TARGETS]-(e:Event {polarity: '+'})-[:SOURCE_OF|TARGETS]-(y) USING INDEX x:Country(iso3)
WHERE e.modality IN ['fact', 'claimed']
RETURN coalesce(y.iso3, y.id), count(*), collect(DISTINCT e.type), min(e.valid_from), max(e.valid_from)""",
    "sanctions_on": """
MATCH (y:Country {iso3: $state})<-[:TARGETS]-(e:Event {type: 'SANCTION'})<-[:SOURCE_OF]-(x) USING INDEX y:Country(iso3)
MATCH (f:Fact)-[:SUPPORTS|DISPUTES]->(e)
WITH e, x, f ORDER BY f.confidence DESC, f.id
WITH e, x, collect(f.quotes[0])[0] AS quote
RETURN e.id, coalesce(x.iso3, x.id), e.valid_from, e.granularity, e.modality, e.reports, quote""",
    "people_of": """
MATCH (x:Country {iso3: $of})<-[h:HOLDS_OFFICE]-(p:Person) USING INDEX x:Country(iso3)
RETURN p.id, p.name, h.role, count(*)""",
    "known_by": """
MATCH (f:Fact) USING INDEX f:Fact(pair) WHERE f.pair IN [$a + ' > ' + $b, $b + ' > ' + $a]
RETURN DISTINCT coalesce(f.reported_at <= $on, f.row IS NOT NULL), f.reported_at, f.valid_from, f.kind, f.type,
       f.modality, f.quotes[0], f.id""",
    "between_days": """
MATCH (e:Event) USING INDEX e:Event(valid_from)
WHERE e.valid_from <= $until AND coalesce(e.valid_to, e.valid_from) >= $since
MATCH (x)-[:SOURCE_OF]->(e)-[:TARGETS]->(y)
RETURN e.valid_from, e.granularity, coalesce(x.iso3, x.id), e.type, coalesce(y.iso3, y.id), e.modality, e.reports, e.id""",
    "ahead": """
MATCH (f:Fact) USING INDEX f:Fact(valid_from)
WHERE f.valid_from >= $on AND f.modality IN ['planned', 'possible'] AND f.kind IN ['event', 'contract']
RETURN f.valid_from, f.kind, f.type, f.parties, f.modality, f.reported_at, f.quotes[0], f.id
UNION ALL
MATCH (f:Fact) USING INDEX f:Fact(reported_at)
WHERE f.reported_at >= $on AND f.valid_from IS NULL AND f.modality IN ['planned', 'possible'] AND f.kind IN ['event', 'contract']
RETURN f.valid_from, f.kind, f.type, f.parties, f.modality, f.reported_at, f.quotes[0], f.id""",
    "events_by_year": """
MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y) WHERE e.valid_from IS NOT NULL AND e.modality <> 'denied'
WITH e.valid_from.year AS year, x, y, sum(CASE e.polarity WHEN '-' THEN 1 ELSE 0 END) AS hostile,
     sum(CASE e.polarity WHEN '+' THEN 1 ELSE 0 END) AS friendly
RETURN year, sum(hostile), sum(friendly), count(*)""",
}
