// Cards: one fact with its words, its signs and the way to its article; one contract with all its claims.
function chip(text, tone, title) {
  return el('span', { class: `tag ${tone || ''}`, text, title });
}

function arrow(fact) {
  if (!fact.a || !fact.b) return null;
  const mark = { rivalry: ' and ', membership: ' in ' }[fact.kind] || ' → ';
  return el('span', { class: 'arrow', text: `${nameOf(fact.a)}${mark}${nameOf(fact.b)}` });
}

function line(term, value) {
  if (value === null || value === undefined || value === '') return [];
  return [el('dt', { text: term }), el('dd', null, value)];
}

const BOUND = { at_least: 'at least ', at_most: 'at most ', about: 'about ', exact: '', range: '' };

function amountOf(fact) {
  if (fact.amount === undefined) return null;
  const high = fact.high !== undefined ? ` to ${money(fact.high, '')}` : '';
  return `${BOUND[fact.bound] || ''}${money(fact.amount, fact.currency)}${high}`;
}

const quantityOf = (fact) => (fact.quantity === undefined ? null : `${fact.quantity} ${fact.unit || ''}`.trim());

function tags(fact) {
  const sign = signOf(fact);
  const kind = fact.kind === 'event' ? lower(fact.type) : fact.kind === 'office' ? 'office' : `${fact.kind}: ${lower(fact.type)}`;
  return [
    sign ? el('b', { class: `sign ${toneOf(fact)}`, text: sign, title: sign === '+' ? 'cooperative' : 'hostile' }) : '',
    chip(fact.kind === 'rivalry' ? 'rivalry' : kind, toneOf(fact)),
    fact.modality && fact.modality !== 'fact' ? chip(MODALITY[fact.modality] || fact.modality, 'modal', 'modality') : '',
    fact.origin === 'atlas' ? chip('atlas', 'atlas', 'not read in an article: a dated fact of the atlas') : '',
    fact.judged ? chip(fact.judged, struck(fact) ? 'rejected' : 'judged', fact.note) : '',
  ];
}

// What a person decided about a fact: who, when and why.
const judgedNote = (fact) => (fact.note ? el('p', { class: 'judgement', text: `${capital(fact.note)}.` }) : null);

function disputeNote(id) {
  const dispute = disputeOf.get(id);
  return dispute && !struck(factOf(id)) ? el('p', { class: 'note dispute' }, chip('contested', 'contested', 'sources differ'), ` ${differOn(dispute.fields)}`) : null;
}

// The article behind a fact as a short name: outlet and day.
function sourceLine(fact) {
  const article = articles.get(fact.source);
  if (!article) return fact.citation || fact.source || 'unknown source';
  return [article.outlet || article.title, article.published ? when(article.published) : null].filter(Boolean).join(', ');
}

// The sentence around a stretch of text: up to a line end, or to a full stop that ends no abbreviation.
function sentenceAround(text, start, end) {
  const before = text.slice(Math.max(0, start - 500), start);
  const after = text.slice(end, end + 500);
  const stop = /(?<!\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Col|Lt|St|No|vs|Prof))[.!?]["”’')\]]*\s+(?=["“‘'(]?[\p{Lu}\d])|\n+/gu;
  const head = [...before.matchAll(stop)].at(-1);
  const tail = /[.!?]["”’')\]]*$/.test(text.slice(start, end)) ? null : after.match(/^[^\n]*?(?<!\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Col|Lt|St|No|vs|Prof))[.!?]["”’')\]]*(?=\s|$)|^[^\n]*/u);
  return [start - before.length + (head ? head.index + head[0].length : 0), end + (tail ? tail[0].length : 0)];
}

// The words of a fact inside their sentence; what was read stands out from what surrounds it.
function quoteBlock(id, fact) {
  const article = articles.get(fact.source);
  const words = factWords(fact);
  if (fact.origin === 'atlas' || !words) return null;
  if (!article || !fact.spans) return el('blockquote', { text: words });
  const [first, last] = [fact.spans[0], fact.spans.at(-1)];
  const near = last[1] - first[0] < 600;
  const [from, to] = near ? [sentenceAround(article.text, ...first)[0], sentenceAround(article.text, ...last)[1]] : sentenceAround(article.text, ...first);
  const parts = [];
  let at = from;
  for (const [start, end] of near ? fact.spans : [first]) {
    parts.push(article.text.slice(at, Math.max(at, start)), el('b', { text: article.text.slice(Math.max(at, start), end) }));
    at = Math.max(at, end);
  }
  return el('blockquote', null, parts, article.text.slice(at, to));
}

function readButton(id, fact) {
  if (!articles.has(fact.source)) return null;
  return button('Read in the article', () => select(`article:${fact.source}`, id), { class: 'read' });
}

function factCard(id, open = true, inArticle = false) {
  const fact = factOf(id);
  if (!fact) return el('article', { class: 'fact missing', text: `Fact ${id} is not in this file.` });
  const article = articles.get(fact.source);
  const head = el('header', null, tags(fact), arrow(fact),
    el('time', { text: span(fact.from || fact.reported, fact.to, fact.granularity) }));
  const aside = struck(fact) ? 'struck' : '';
  if (!open) return el('article', { class: `fact ${aside}`, 'data-fact': id }, head, judgedNote(fact), quoteBlock(id, fact), disputeNote(id));
  return el('article', { class: `fact open ${aside} ${state.fact === id ? 'chosen' : ''}`, 'data-fact': id }, head, judgedNote(fact), inArticle ? null : quoteBlock(id, fact), disputeNote(id),
    el('dl', null,
      line('Speaker', fact.speaker), line('Item', fact.item), line('Status', fact.status ? lower(fact.status) : null),
      line('Value', amountOf(fact)), line('Quantity', quantityOf(fact)),
      (fact.roles || []).flatMap((r) => line(titled(r.role), nameOf(r.entity))),
      line('Level', fact.level === undefined ? null : number(fact.level)),
      line('Reported', fact.reported ? `${when(fact.reported)}${fact.basis === 'inferred' ? ' (inferred from the text)' : ''}` : null),
      line('Confidence', fact.confidence === undefined || fact.origin === 'atlas' ? null : number(fact.confidence)),
      line('Rule', fact.rule),
      inArticle ? [] : line('Source', article ? [article.outlet ? `${article.outlet}, ` : '', article.published ? when(article.published) : '', ' · ', el('i', { text: article.title })] : fact.citation || fact.source)),
    inArticle ? null : readButton(id, fact));
}

// All claims about a contract side by side; a column in which they differ is marked.
function claims(contract) {
  if (contract.facts.length === 1) {
    const [only] = contract.facts;
    return el('div', { class: 'inset' }, quoteBlock(only, factOf(only) || {}), readButton(only, factOf(only) || {}),
      el('span', { class: 'by', text: ` ${sourceLine(factOf(only) || {})}` }));
  }
  const rowsOf = contract.facts.map((id) => [id, factOf(id)]).filter(([, f]) => f)
    .sort(([, f], [, g]) => ((f.from || f.reported || '9') < (g.from || g.reported || '9') ? -1 : 1));
  const columns = [
    ['status', 'Status', (f) => (f.status ? lower(f.status) : null)],
    ['value', 'Value', amountOf],
    ['quantity', 'Quantity', quantityOf],
    ['signed', 'Date', (f) => (contract.contested.includes('signed') && f.from ? span(f.from, f.to, f.granularity) : null)],
    ['item', 'Item', (f) => f.item],
  ].filter(([, , get]) => rowsOf.some(([, f]) => get(f)));
  return el('div', { class: 'scroll' }, el('table', { class: 'claims' },
    el('thead', null, el('tr', null, el('th', { scope: 'col', text: 'Claim' }), columns.map(([key, name]) => el('th', {
      scope: 'col', class: contract.contested.includes(key) ? 'differs' : '', text: name,
    })))),
    el('tbody', null, rowsOf.map(([id, f]) => el('tr', { 'data-fact': id, class: state.fact === id ? 'chosen' : '' },
      el('th', { scope: 'row' }, button(f.speaker || sourceLine(f), () => select(`article:${f.source}`, id), { class: 'link', title: factWords(f) }),
        el('small', { text: [f.speaker ? sourceLine(f) : null, f.from ? `dated ${span(f.from, f.to, f.granularity)}` : null,
          f.modality && f.modality !== 'fact' ? MODALITY[f.modality] || f.modality : null].filter(Boolean).join(' · ') })),
      columns.map(([key, , get]) => el('td', { class: contract.contested.includes(key) && get(f) ? 'differs' : '', text: get(f) || '–' })))))));
}

function contractCard(contract, heading = 'h3') {
  const known = [
    ['Seller', nameOf(contract.seller)], ['Buyer', nameOf(contract.buyer)], ['Kind', lower(contract.kind)],
    ['Status', contract.status ? lower(contract.status) : null], ['Signed', contract.signed ? when(contract.signed) : null],
    ['Value', money(contract.value, contract.currency)], ['Quantity', quantityOf(contract)],
  ];
  return el('article', { class: 'contract-card', 'data-contract': contract.id },
    el('header', null, el(heading, null, button(contract.item || titled(`${contract.kind} contract`), () => select(`contract:${contract.id}`), { class: 'link' })),
      contract.contested.length ? chip('contested', 'contested', 'sources differ') : ''),
    el('dl', { class: 'facts-of' }, known.flatMap(([term, value]) => line(term, value))),
    contract.contested.length ? el('p', { class: 'note', text: differOn(contract.contested) }) : null,
    claims(contract));
}
