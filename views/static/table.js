// The dyads as a sortable table: the same content as the network, as text.
function niceLimit() {
  const most = Math.max(0.05, ...data.dyads.flatMap((d) => [d.tension?.lo, d.tension?.hi, d.tension?.value, tensionOf(d)?.value]).filter(Number.isFinite).map(Math.abs));
  return [0.1, 0.25, 0.5, 0.75, 1].find((v) => most <= v) || 1;
}

const COLUMNS = [
  ['pair', 'Dyad', (d) => dyadName(d), 'text'],
  ['tension', 'Tension', (d) => tensionOf(d)?.value],
  ['n', 'Facts', (d) => tensionOf(d)?.n],
  ['neff', 'n eff', (d) => tensionOf(d)?.n_eff],
  ['hostility', 'Hostility', (d) => tensionOf(d)?.hostility],
  ['cooperation', 'Cooperation', (d) => tensionOf(d)?.cooperation],
  ['ambivalence', 'Ambivalence', (d) => tensionOf(d)?.ambivalence],
  ['alignment', 'Alignment', (d) => d.alignment?.value],
  ['shown', 'Shown', (d) => shownFacts.get(d.id)],
];
let shownFacts = new Map();

function sortedDyads() {
  const column = COLUMNS.find(([key]) => key === state.sort) || COLUMNS[1];
  const up = state.dir === 'up' ? 1 : -1;
  const has = (v) => v !== null && v !== undefined && v !== '';
  const values = new Map(data.dyads.map((d) => [d.id, column[2](d)]));
  return [...data.dyads].sort((x, y) => {
    const [a, b] = [values.get(x.id), values.get(y.id)];
    if (has(a) !== has(b)) return has(a) ? -1 : 1;
    if (!has(a) || a === b) return x.id < y.id ? -1 : 1;
    return (a < b ? -1 : 1) * up;
  });
}

function countShown(shown) {
  shownFacts = new Map();
  for (const [id, facts] of shown) {
    const tie = ties.get(id);
    const key = pairId(tie.a, tie.b);
    shownFacts.set(key, (shownFacts.get(key) || 0) + facts.length);
  }
}

function head([key, name, , kind]) {
  const on = state.sort === key;
  return el('th', { scope: 'col', class: `c-${key} ${kind === 'text' ? '' : 'num'}`, 'aria-sort': on ? (state.dir === 'up' ? 'ascending' : 'descending') : 'none' },
    button(name, () => {
      update({ sort: key, dir: on ? (state.dir === 'up' ? 'down' : 'up') : kind === 'text' ? 'up' : 'down' });
      byId('dyads').querySelector(`.c-${key} button`).focus();
    }));
}

// Above this share the score is nearly all prior: its evidence is old or thin.
const FADED = 0.9;

function dyadRow(d, limit) {
  const t = tensionOf(d);
  const faded = t && t.prior_share > FADED;
  const cell = (key, text) => el('td', { class: `num c-${key}`, text });
  const chosen = state.sel === `dyad:${d.id}`;
  return el('tr', { 'data-dyad': d.id, class: `${chosen ? 'chosen' : ''} ${shownFacts.get(d.id) ? '' : 'dim'}`, onclick: () => select(`dyad:${d.id}`) },
    el('th', { scope: 'row', class: 'c-pair' }, button(dyadName(d), (e) => { e.stopPropagation(); select(`dyad:${d.id}`); }, { class: 'link' })),
    el('td', { class: 'c-tension num' }, t && t.value !== null ? el('span', { class: 'with-bar' }, el('span', { class: 'value', text: signed(t.value) }), faded ? el('small', { class: 'faded', text: 'little recent evidence', title: `The prior is ${Math.round(t.prior_share * 100)} % of this score` }) : intervalBar(t, limit, 132))
      : el('span', { class: 'none', text: t ? reason(t.reason) : 'no score' })),
    cell('n', t ? String(t.n) : '–'), cell('neff', t ? number(t.n_eff, 1) : '–'), cell('hostility', t ? number(t.hostility) : '–'),
    cell('cooperation', t ? number(t.cooperation) : '–'), cell('ambivalence', t ? number(t.ambivalence) : '–'),
    el('td', { class: 'num c-alignment', title: d.alignment?.reason ? reason(d.alignment.reason) : null, text: d.alignment ? signed(d.alignment.value) : '–' }),
    cell('shown', String(shownFacts.get(d.id) || 0)));
}

const ROWS = 250;

function drawTable() {
  const limit = niceLimit();
  const every = sortedDyads();
  const order = state.pairs === 'all' ? every : every.filter((d) => d.tension || tensionOf(d));
  replace(byId('dyads-body'), el('div', { class: 'scroll' }, el('table', { class: 'dyads', id: 'dyads' },
    el('caption', { text: `Tension from −1 (cooperative) to +1 (hostile); bars from −${limit} to +${limit}. Choose a row to open its facts.${scoreKey() === PLAIN_KEY ? '' : ` Tension ${scoreDates()}; alignment as of ${when(data.as_of)}.`}` }),
    el('thead', null, el('tr', null, COLUMNS.map(head))),
    el('tbody', null, order.slice(0, ROWS).map((d) => dyadRow(d, limit))))),
  every.some((d) => !d.tension && !tensionOf(d)) ? el('p', { class: 'note' }, button(
    order.length < every.length ? `Show ${every.length - order.length} more pairs, without events between them` : 'Only pairs with events between them',
    () => { update({ pairs: state.pairs === 'all' ? '' : 'all' }); byId('more-dyads').focus(); }, { id: 'more-dyads', class: 'link' })) : null,
  order.length > ROWS ? el('p', { class: 'note', text: `The first ${ROWS} of ${order.length} dyads in this order; tension.csv holds all.` }) : null);
}
