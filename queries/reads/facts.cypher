// Question: Every fact of the graph, or those of the given articles and of the atlas.
// Parameter: articles list -- sha256 of the articles
// Parameter: every integer -- 1 for every fact, else 0
// Columns: fact, kind, type, subtype, modality, polarity, speaker, valid_from, valid_to, granularity, reported_at, reported_basis, source, origin, parties, quotes, starts, ends, item, status, amount, amount_high, currency, bound, quantity, unit, level, score, count, obligations, rule, confidence, citation
MATCH (f:Fact)
WHERE $every = 1 OR f.source = 'atlas' OR f.source IN $articles
RETURN f.id AS fact, f.kind AS kind, f.type AS type, f.subtype AS subtype, f.modality AS modality,
       f.polarity AS polarity, f.speaker AS speaker, f.valid_from AS valid_from, f.valid_to AS valid_to,
       f.granularity AS granularity, f.reported_at AS reported_at, f.reported_basis AS reported_basis,
       f.source AS source, CASE WHEN f.row IS NULL THEN 'article' WHEN f.source = 'atlas' THEN 'atlas' ELSE 'dataset' END AS origin,
       f.parties AS parties, f.quotes AS quotes, f.starts AS starts, f.ends AS ends, f.item AS item,
       f.status AS status, f.amount AS amount, f.amount_high AS amount_high, f.currency AS currency,
       f.bound AS bound, f.quantity AS quantity, f.unit AS unit, f.level AS level,
       f.score AS score, f.count AS count,
       f.obligations AS obligations, f.rule AS rule, f.confidence AS confidence, f.citation AS citation
ORDER BY fact
