// The panel at the side: what is selected, opened down to its sentences.
function intervalBar(score, limit = 1, width = 150) {
  if (!score || score.value === null) return el('span', { class: 'none', text: score ? 'n/a' : '–' });
  const xOf = (v) => (Math.max(-1, Math.min(1, v / limit)) * 0.5 + 0.5) * (width - 12) + 6;
  const tone = score.value > 0 ? 'tension' : 'tie';
  const known = score.lo !== null && score.hi !== null;
  return draw('svg', { class: 'interval', viewBox: `0 0 ${width} 16`, width, height: 16, role: 'img',
    'aria-label': known ? `${signed(score.value)}, between ${signed(score.lo)} and ${signed(score.hi)}` : signed(score.value) },
  draw('line', { class: 'scale', x1: 6, x2: width - 6, y1: 8, y2: 8 }),
  draw('line', { class: 'zero', x1: width / 2, x2: width / 2, y1: 2, y2: 14 }),
  known ? draw('line', { class: `range ${tone}`, x1: xOf(score.lo), x2: xOf(score.hi), y1: 8, y2: 8 }) : null,
  tone === 'tie' ? draw('circle', { class: 'dot tie', cx: xOf(score.value), cy: 8, r: 4.5 })
    : draw('path', { class: 'dot tension', d: `M${xOf(score.value)} 2.5l5.5 5.5l-5.5 5.5l-5.5 -5.5Z` }));
}

// The sum behind a score: one bar for each fact, the prior first, the total last; it adds up as printed.
function contributionsList(score, base, baseName, parts, caption) {
  const digits = 3;
  const shown = apportion([base, ...parts.map(([, v]) => v)], score.value, digits);
  const widest = Math.max(0.001, ...shown.map(Math.abs), Math.abs(score.value));
  const bar = (v, tone) => {
    const w = (Math.abs(v) / widest) * 48;
    return draw('svg', { class: 'bar', viewBox: '0 0 100 14', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      draw('line', { class: 'zero', x1: 50, x2: 50, y1: 0, y2: 14 }),
      draw('rect', { class: `${tone}`, x: (v < 0 ? 50 - w : 50).toFixed(1), y: 2, width: Math.max(0.6, w).toFixed(1), height: 10, rx: 1.5 }));
  };
  const item = (id, v) => {
    const fact = factOf(id);
    const open = state.fact === id;
    const words = fact ? factWords(fact) || titled(fact.type) : id;
    return el('li', { class: open ? 'chosen' : '' },
      el('button', { type: 'button', class: 'row', 'data-fact': id, 'aria-expanded': String(open), onclick: () => update({ fact: open ? '' : id }) },
        el('span', { class: 'what' }, el('span', { class: 'meta' }, fact ? tags(fact) : '', el('time', { text: fact ? span(fact.from || fact.reported, fact.to, fact.granularity) : '' })),
          el('span', { class: 'words', text: words })),
        bar(v, v > 0 ? caption.up : caption.down), el('span', { class: 'value', text: signed(v, digits) })),
      open ? factCard(id) : null);
  };
  return el('div', { class: 'sum' },
    el('ol', null,
      el('li', { class: 'base' }, el('span', { class: 'row' }, el('span', { class: 'what', text: baseName }), bar(shown[0], 'neutral'), el('span', { class: 'value', text: signed(shown[0], digits) }))),
      parts.map(([id], i) => item(id, shown[i + 1])),
      el('li', { class: 'total' }, el('span', { class: 'row' }, el('span', { class: 'what', text: caption.total }), bar(score.value, score.value > 0 ? caption.up : caption.down), el('span', { class: 'value', text: signed(score.value, digits) })))));
}

function stat(name, value, title) {
  return el('div', { class: 'stat', title }, el('dt', { text: name }), el('dd', { text: value }));
}

// Lists are open until the reader closes them, and stay as the reader left them.
const folded = new Set(['Alignment']);

function openList(title, count, ...body) {
  return el('details', {
    class: 'more', open: !folded.has(title), 'data-list': title,
    ontoggle: (e) => (e.target.open ? folded.delete(title) : folded.add(title)),
  }, el('summary', null, title, el('span', { class: 'count', text: String(count) })), body);
}

// The ends of a fact: of an act its two sides, of a contract seller and buyer.
function endsOf(fact) {
  if (fact.a && fact.b) return [fact.a, fact.b];
  const found = (fact.roles || []).filter((r) => ['seller', 'buyer'].includes(r.role)).map((r) => r.entity);
  return found.length === 2 ? found : null;
}

// What a person set aside, between ends that the caller wants.
function setAside(wanted) {
  return Object.keys(data.facts).filter((id) => struck(factOf(id)) && endsOf(factOf(id)) && wanted(endsOf(factOf(id))));
}

const asideList = (ids) => (ids.length ? openList('Set aside', ids.length, ids.map((f) => factCard(f, state.fact === f))) : null);

// One act that is told in different ways, with all that is told of it.
function disputeCard(one) {
  const first = factOf(one.facts[0]);
  return el('article', { class: 'contract-card disputed', 'data-dispute': one.id },
    el('header', null, el('h3', null, `${titled(first.type)}: `, arrow(first)), chip('contested', 'contested', 'sources differ')),
    el('p', { class: 'note', text: differOn(one.fields) }),
    one.facts.map((f) => el('div', { class: 'inset' }, el('span', { class: 'by', text: `${factOf(f).speaker || sourceLine(factOf(f))}: ${MODALITY[factOf(f).modality] || factOf(f).modality}` }),
      quoteBlock(f, factOf(f)), readButton(f, factOf(f)))));
}

function dyadPanel(id) {
  const known = dyads.get(id);
  const [a, b] = id.split('~');
  const d = known || { id, a, b, tension: null, alignment: null };
  const t = tensionOf(d);
  const s = d.alignment;
  const facts = Object.entries(data.facts).filter(([, f]) => f.kind === 'event' && !struck(f) && f.a && f.b && pairId(f.a, f.b) === id).map(([key]) => key);
  const aside = setAside(([x, y]) => pairId(x, y) === id);
  const disputed = data.disputes.filter((one) => one.kind === 'event' && one.facts.some((f) => facts.includes(f)));
  const deals = data.contracts.filter((c) => c.buyer && c.seller && pairId(c.buyer, c.seller) === id);
  const counted = new Set((t?.contributions || []).map(([f]) => f));
  const rest = facts.filter((f) => !counted.has(f));
  return [
    el('p', { class: 'kicker', text: 'Dyad' }),
    el('h2', { tabindex: '-1' }, button(nameOf(d.a), () => select(`entity:${d.a}`), { class: 'link' }), ' – ', button(nameOf(d.b), () => select(`entity:${d.b}`), { class: 'link' })),
    t && t.value !== null ? el('div', { class: 'score' }, el('span', { class: `big ${t.value > 0 ? 'tension' : 'tie'}`, text: signed(t.value) }),
      el('span', { class: 'reading' }, el('b', { text: tensionWord(t.value) }), el('span', { text: t.lo === null ? 'no interval' : `90 % interval ${signed(t.lo)} to ${signed(t.hi)}` }), intervalBar(t, 1, 210)))
      : el('p', { class: 'note', text: t ? `No tension score: ${reason(t.reason)}.` : d.tension ? `No tension score ${scoreDates()}: no dated event between them counts.` : 'No tension score: scores are kept for pairs of states with dated events.' }),
    t ? el('dl', { class: 'stats' },
      stat('facts', String(t.n), 'facts counted'), stat('n eff', number(t.n_eff, 1), 'effective number of facts (Kish)'),
      stat('hostility', number(t.hostility), 'decayed sum of hostile scores'), stat('cooperation', number(t.cooperation), 'decayed sum of cooperative scores'),
      stat('ambivalence', number(t.ambivalence), '1 when hostility and cooperation are equal'), stat('prior share', t.prior_share === null ? 'n/a' : `${Math.round(t.prior_share * 100)} %`, 'share of the prior in the score'),
      stat('half / double', `${signed(t.value_half)} / ${signed(t.value_double)}`, 'the value at half and at twice the half-life'), stat('undated', String(t.undated), 'facts left out for want of a date')) : null,
    t?.recomputed ? el('p', { class: 'note', text: `Recomputed here ${scoreDates()}; the file was scored as of ${when(data.as_of)}${d.tension ? ` at ${signed(d.tension.value)}` : ''}.` }) : null,
    aside.length ? el('p', { class: 'note aside-note', text: `${many(aside.length, 'fact')} set aside by a person: not counted, listed below.` }) : null,
    t && t.status !== 'ok' ? el('p', { class: 'note', text: titled(reason(t.status)) + '.' }) : null,
    tensionCurve(id),
    timeline([...facts, ...deals.flatMap((c) => c.facts)]),
    t && t.value !== null ? openList('Tension, fact by fact', t.contributions.length, contributionsList(t, t.prior, 'prior', t.contributions, { up: 'tension', down: 'tie', total: 'tension' })) : null,
    rest.length ? openList(t ? 'Not counted in the score' : 'Facts', rest.length, rest.map((f) => factCard(f, state.fact === f || !t))) : null,
    disputed.length ? openList('Contested acts', disputed.length, disputed.map((one) => disputeCard(one))) : null,
    deals.length ? openList('Contracts', deals.length, deals.map((c) => contractCard(c))) : null,
    asideList(aside),
    s ? openList('Alignment', s.value === null ? 'n/a' : signed(s.value), s.value === null ? el('p', { class: 'note', text: `Not defined: ${reason(s.reason)}.` })
      : [el('p', { class: 'note', text: `From ${many(s.contributions.length, 'fact')} of the articles and ${many(s.priors.length, 'fact')} of the atlas; ${many(s.n, 'term')} compared, as of ${when(data.as_of)}.` }),
        contributionsList(s, s.base, 'base', [...s.contributions, ...s.priors], { up: 'tie', down: 'tension', total: 'alignment' })]) : null,
  ];
}

function entityPanel(id) {
  const entity = entities.get(id) || { id, name: id, kind: 'entity' };
  const own = data.dyads.filter((d) => d.a === id || d.b === id).map((d) => [d, d.a === id ? d.b : d.a])
    .sort((x, y) => (tensionOf(y[0])?.value ?? -9) - (tensionOf(x[0])?.value ?? -9) || (x[1] < y[1] ? -1 : 1));
  const deals = data.contracts.filter((c) => c.buyer === id || c.seller === id);
  const held = data.memberships.filter((m) => m.country === id || m.alliance === id);
  const offices = Object.entries(data.facts).filter(([, f]) => f.kind === 'office' && !struck(f) && (f.roles || []).some((r) => r.entity === id)).map(([key]) => key);
  const limit = niceLimit();
  const bloc = data.blocs[entity.bloc];
  return [
    el('p', { class: 'kicker', text: titled(entity.kind) }),
    el('h2', { tabindex: '-1', text: entity.name }),
    el('p', { class: 'by', text: [entity.id === entity.name ? null : entity.id, bloc ? bloc.name : null, entity.cow ? `COW ${entity.cow}` : null, entity.gw ? `GW ${entity.gw}` : null].filter(Boolean).join(' · ') }),
    nodes.has(id) ? button('Its neighbours', () => update({ view: 'ego', at: id, zoom: '' }), { class: 'call' }) : null,
    nodes.has(id) ? button('Paths from here', () => update({ view: 'paths', from: id, to: state.to === id ? '' : state.to, sel: '', zoom: '' }), { class: 'call' }) : null,
    pressures.has(id) ? button(`Contract cross-pressure ${number(pressures.get(id).value)}`, () => select(`pressure:${id}`), { class: 'call' }) : null,
    own.length ? openList('Dyads', own.length, el('ul', { class: 'list' }, own.slice(0, 150).map(([d, other]) => el('li', null,
      el('button', { type: 'button', class: 'row3', 'data-dyad': d.id, onclick: () => select(`dyad:${d.id}`) }, el('span', { text: nameOf(other) }), intervalBar(tensionOf(d), limit, 110),
        el('span', { class: 'value', text: tensionOf(d) ? signed(tensionOf(d).value) : '–' }))))),
      own.length > 150 ? el('p', { class: 'note', text: `The first 150 of ${own.length}; the table and tension.csv hold all.` }) : null) : null,
    deals.length ? openList('Contracts', deals.length, deals.map((c) => contractCard(c))) : null,
    held.length ? openList(entity.kind === 'country' ? 'Alliances' : 'Members', held.length, membershipList(held, entity.kind === 'country')) : null,
    offices.length ? openList('Offices', offices.length, offices.map((f) => factCard(f))) : null,
    asideList(setAside((ends) => ends.includes(id))),
  ];
}

function membershipList(held, byAlliance) {
  return el('ul', { class: 'list members' }, held.map((m) => el('li', null,
    button(nameOf(byAlliance ? m.alliance : m.country), () => select(`entity:${byAlliance ? m.alliance : m.country}`), { class: 'link' }),
    el('span', { class: 'by', text: ` ${lower(m.status)}${m.valid_from ? `, since ${m.valid_from.slice(0, 4)}` : ''}${m.valid_to ? `, to ${m.valid_to.slice(0, 4)}` : ''}${m.obligations?.length ? ` · ${m.obligations.join(', ')}` : ''}` }),
    m.origin === 'atlas' ? chip('atlas', 'atlas') : chip(m.origin === 'both' ? 'article and atlas' : 'article', ''),
    disputeOf.has(m.facts[0] || m.priors[0]) ? el('span', { class: 'by' }, chip('contested', 'contested', 'sources differ'), ` ${differOn(disputeOf.get(m.facts[0] || m.priors[0]).fields)}`) : null,
    m.facts.map((f) => el('div', { class: 'inset' }, factCard(f, false), readButton(f, factOf(f) || {}))),
    m.priors.length ? el('small', { class: 'by', text: [...new Set(m.priors.map((f) => factOf(f)?.citation).filter(Boolean))].join('; ') }) : null)));
}

function overviewPanel() {
  const b = data.balance;
  const c = data.counts;
  return [
    el('p', { class: 'kicker', text: 'Overview' }),
    el('h2', { tabindex: '-1', text: 'Every number opens to its sentences' }),
    el('p', { text: 'Choose a line, a node or a row of the table. A score opens into the facts that make it up, each with the words that were read, and each fact opens its article at that sentence.' }),
    el('dl', { class: 'stats' }, stat('states', String(c.countries)), stat('alliances, bodies', String(c.alliances)), stat('articles', String(c.articles)), stat('facts read', String(c.facts)),
      stat('events', String(c.events)), stat('contracts', String(c.contracts)), stat('contested', String(c.contested)), stat('atlas facts', String(c.atlas_facts), 'dated facts with a named source, listed apart'),
      c.disputes ? stat('contested acts', String(c.disputes), 'acts and memberships on which sources differ') : null,
      c.set_aside ? stat('set aside', String(c.set_aside), 'facts that a person rejected, or of retracted articles') : null),
    b ? el('div', null, el('h3', { text: 'Balance of triads' }), b.triangle_balance === null ? el('p', { class: 'note', text: `No balance: ${reason(b.status)}.` })
      : [el('p', { text: `${b.ppp + b.pnn} of ${b.ppp + b.ppn + b.pnn + b.nnn} closed triads are balanced (T = ${number(b.triangle_balance)}), over ${many(b.edges, 'signed tie')}, ${b.negative} of them negative, as of ${when(data.as_of)}.` }),
        el('dl', { class: 'stats' }, stat('+ + +', String(b.ppp)), stat('+ + −', String(b.ppn), 'unbalanced'), stat('+ − −', String(b.pnn)), stat('− − −', String(b.nnn)))]) : null,
    el('h3', { text: 'How to read the signs' }),
    el('p', { text: 'Tension runs from −1 (cooperative) to +1 (hostile). A score near zero may hide both: look at ambivalence. The two sliders set what had happened, and what had been reported, by a day: ties and tension follow, by the same formula as in the file; alignment, cross-pressure and balance stay as of the date in the head.' }),
  ];
}

const PANELS = { dyad: dyadPanel, entity: entityPanel, article: articlePanel };

function contractPanel(id) {
  const contract = contracts.get(id);
  if (!contract) return [el('p', { text: 'This contract is not in this file.' })];
  const both = contract.buyer && contract.seller;
  return [el('p', { class: 'kicker', text: 'Contract' }), el('h2', { tabindex: '-1', text: contractName(contract) }),
    contractCard(contract), timeline(contract.facts),
    both ? button(`The dyad ${nameOf(contract.seller)} – ${nameOf(contract.buyer)}`, () => select(`dyad:${pairId(contract.buyer, contract.seller)}`), { class: 'call' }) : null,
    contract.facts.length > 1 ? openList('Facts', contract.facts.length, contract.facts.map((f) => factCard(f))) : null,
    both ? asideList(setAside((ends) => pairId(...ends) === pairId(contract.buyer, contract.seller)).filter((f) => factOf(f).kind === 'contract')) : null];
}

function drawPanel() {
  const panel = byId('panel');
  const [kind, ...rest] = state.sel.split(':');
  const make = { ...PANELS, contract: contractPanel, pressure: pressurePanel }[kind];
  const body = make ? make(rest.join(':')) : viewNow() === 'paths' ? pathPanel() : overviewPanel();
  panel.classList.toggle('idle', !make);
  replace(panel, make ? el('div', { class: 'bar-top' },
    trail.length ? button('Back', goBack, { class: 'quiet', id: 'back' }) : el('span'),
    button('Close', closePanel, { class: 'quiet', id: 'close', 'aria-label': 'Close details' })) : null, body);
}
