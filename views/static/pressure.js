// Contract cross-pressure: each term a supplier and an ally at odds with it, with the facts behind.
function factGroup(title, ids) {
  if (!ids.length) return null;
  return el('div', { class: 'group' }, el('h4', null, title, el('span', { class: 'count', text: String(ids.length) })), ids.map((id) => {
    const fact = factOf(id);
    if (!fact) return el('p', { class: 'note', text: id });
    if (fact.origin === 'dataset') {
      return el('p', { class: 'prior', 'data-fact': id }, tags(fact), ' ', priorWords(id, fact), el('small', { text: fact.citation || fact.source || '' }));
    }
    return el('div', { class: 'inset' }, factCard(id, false), readButton(id, fact));
  }));
}

// A fact of the atlas in words: it has no sentence, so it says who, what and since when.
function priorWords(id, fact) {
  const member = data.memberships.find((m) => m.priors.includes(id));
  const dates = `${fact.from ? `since ${fact.from.slice(0, 4)}` : 'undated'}${fact.to ? ` to ${fact.to.slice(0, 4)}` : ''}`;
  if (fact.a && fact.b) return `${nameOf(fact.a)} and ${nameOf(fact.b)}, ${dates}${fact.level === undefined ? '' : `, level ${number(fact.level)}`}`;
  if (member) return `${nameOf(member.country)} in ${nameOf(member.alliance)}, ${dates}`;
  return dates;
}

function pressurePanel(id) {
  const state_ = pressures.get(id);
  if (!state_) return [el('p', { text: 'No cross-pressure was computed for this state.' })];
  const most = Math.max(0.001, ...state_.terms.map((t) => t.value || 0));
  const shown = apportion(state_.terms.map((t) => t.value || 0), state_.value || 0, 3);
  return [
    el('p', { class: 'kicker', text: 'Contract cross-pressure' }),
    el('h2', { tabindex: '-1' }, button(nameOf(id), () => select(`entity:${id}`), { class: 'link' })),
    state_.value === null ? el('p', { class: 'note', text: `Not defined: ${reason(state_.reason)}.` })
      : el('div', { class: 'score' }, el('span', { class: 'big', text: number(state_.value) }), el('span', { class: 'reading' }, el('b', { text: 'of 1' }),
        el('span', { text: 'Buying from the rival of an ally: the terms below add up to this.' }))),
    state_.terms.map((t, i) => el('section', { class: 'term' },
      el('header', null, el('h3', { text: `Buys from ${nameOf(t.supplier)}, at odds with its ally ${nameOf(t.ally)}` }), el('span', { class: 'value', text: signed(shown[i], 3) })),
      draw('svg', { class: 'meter', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { class: 'track', width: 100, height: 6, rx: 3 }), draw('rect', { class: 'tension', width: Math.max(1, (100 * (t.value || 0)) / most), height: 6, rx: 3 })),
      el('dl', { class: 'stats' }, stat('contract share', number(t.contract_share)), stat('commitment', number(t.commitment)), stat('rivalry', number(t.rivalry)), stat('weight of ally', number(t.weight))),
      factGroup('Contract, from the articles', t.contract_facts), factGroup('Alliance, from the articles', t.alliance_facts),
      factGroup('Rivalry, from the articles', t.rivalry_facts), factGroup('From the atlas', t.prior_facts))),
  ];
}
