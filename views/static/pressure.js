// Contract cross-pressure: each term a supplier and an ally at odds with it, with the facts behind.
function factGroup(title, ids) {
  if (!ids.length) return null;
  const [first, rest] = ids.length > 4 ? [ids.slice(0, 3), ids.slice(3)] : [ids, []];
  return el('div', { class: 'group' }, el('h4', null, title, el('span', { class: 'count', text: String(ids.length) })), first.map(factLine),
    rest.length ? el('details', { class: 'rest' }, el('summary', { text: `${rest.length} more` }), rest.map(factLine)) : null);
}

function factLine(id) {
  const fact = factOf(id);
  if (!fact) return el('p', { class: 'note', text: id });
  if (fact.origin === 'atlas') {
    return el('p', { class: 'prior', 'data-fact': id }, tags(fact), ' ', priorWords(fact), el('small', { text: fact.citation || fact.source || '' }));
  }
  return el('div', { class: 'inset' }, factCard(id, false), readButton(id, fact));
}

// A fact of the atlas in words: it has no sentence, so it says who, what and since when.
function priorWords(fact) {
  const dates = `${fact.from ? `since ${fact.from.slice(0, 4)}` : 'undated'}${fact.to ? ` to ${fact.to.slice(0, 4)}` : ''}`;
  const mark = fact.kind === 'membership' ? 'in' : 'and';
  if (fact.a && fact.b) return `${nameOf(fact.a)} ${mark} ${nameOf(fact.b)}, ${dates}${fact.level === undefined ? '' : `, level ${number(fact.level)}`}`;
  return dates;
}

// One supplier: the contracts once, then each ally as a row that opens to its facts.
function supplierPart(supplier, terms, shown, most) {
  const bought = [...new Set(terms.flatMap((t) => t.contract_facts))];
  const sum = terms.reduce((total, t) => total + shown.get(t), 0);
  return el('section', { class: 'term' },
    el('header', null, el('h3', { text: `Buys from ${nameOf(supplier)}` }), el('span', { class: 'value', text: signed(sum, 3) })),
    factGroup('Contract, from the articles', bought),
    el('h4', null, `Allies at odds with ${nameOf(supplier)}`, el('span', { class: 'count', text: String(terms.length) })),
    terms.map((t, i) => el('details', { class: 'ally', open: i === 0, 'data-ally': t.ally },
      el('summary', null, el('span', { text: nameOf(t.ally) }),
        draw('svg', { class: 'meter', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { class: 'track', width: 100, height: 6 }), draw('rect', { class: 'tension', width: Math.max(1, (100 * (t.value || 0)) / most), height: 6 })),
        el('span', { class: 'value', text: signed(shown.get(t), 3) })),
      el('dl', { class: 'stats' }, stat('contract share', number(t.contract_share)), stat('commitment', number(t.commitment)), stat('rivalry', number(t.rivalry)), stat('weight of ally', number(t.weight))),
      factGroup('Alliance, from the articles', t.alliance_facts), factGroup('Rivalry, from the articles', t.rivalry_facts),
      factGroup('From the atlas', t.prior_facts))));
}

function pressurePanel(id) {
  const found = pressures.get(id);
  if (!found) return [el('p', { text: 'No cross-pressure was computed for this state.' })];
  const most = Math.max(0.001, ...found.terms.map((t) => t.value || 0));
  const parts = apportion(found.terms.map((t) => t.value || 0), found.value || 0, 3);
  const shown = new Map(found.terms.map((t, i) => [t, parts[i]]));
  const suppliers = [...new Set(found.terms.map((t) => t.supplier))];
  return [
    el('p', { class: 'kicker', text: 'Contract cross-pressure' }),
    el('h2', { tabindex: '-1' }, button(nameOf(id), () => select(`entity:${id}`), { class: 'link' })),
    found.value === null ? el('p', { class: 'note', text: `Not defined: ${reason(found.reason)}.` })
      : el('div', { class: 'score' }, el('span', { class: 'big', text: number(found.value, 3) }), el('span', { class: 'reading' }, el('b', { text: 'of 1' }),
        el('span', { text: `Buying from the rival of an ally, as of ${when(data.as_of)}: ${many(found.terms.length, 'term')} below add up to this.` }))),
    suppliers.map((s) => supplierPart(s, found.terms.filter((t) => t.supplier === s), shown, most)),
  ];
}
