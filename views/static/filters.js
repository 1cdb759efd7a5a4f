// Which facts pass, which ties they leave standing, and the controls that decide it.
const OUTLETS = [...new Set(data.articles.map((a) => a.outlet || 'unnamed outlet'))].sort();
const MODALITIES = ['fact', 'planned', 'possible', 'claimed', 'denied'];
const LASTING = new Set(['membership', 'rivalry']);
const DATES = Object.values(data.facts).filter((f) => f.origin !== 'atlas' && !LASTING.has(f.kind))
  .map((f) => f.from || f.reported).filter(Boolean).sort();
const LAST = DATES.concat(data.as_of || []).sort().at(-1);
// A founding date of long ago must not squeeze everything else into the end of the axis.
const EARLY = DATES[Math.floor(DATES.length * 0.04)];
const FAR = DATES.length > 0 && toDays(LAST) - toDays(DATES[0]) > 3 * (toDays(LAST) - toDays(EARLY));
const FIRST = FAR && EARLY !== LAST ? EARLY : DATES[0];

// The same rule as `holds` in ties.py: begun by that day and, if it is of the lasting kind, not ended.
function holds(fact, on) {
  const begun = fact.from && fact.reported && fact.reported < fact.from ? fact.reported : fact.from || fact.reported;
  return (!begun || begun <= on) && !(LASTING.has(fact.kind) && fact.origin !== 'article' && fact.to && fact.to < on);
}

function passing() {
  const mod = listed('mod');
  const out = hiddenOutlets();
  const by = knownBy();
  return (fact) => {
    if (!fact || struck(fact) || !reportedBy(fact, by)) return false;
    if (state.on ? !holds(fact, state.on) : LASTING.has(fact.kind) && data.as_of && !holds(fact, data.as_of)) return false;
    if (fact.origin === 'atlas') return !state.atlas;
    return !mod.has(fact.modality) && !out.has(outletOf(fact));
  };
}

const hiddenOutlets = () => new Set([...listed('out')].map((i) => OUTLETS[Number(i)]));

// The same rule as `reported` in ties.py.
const reportedBy = (fact, by) => !by || (fact.reported ? fact.reported <= by : fact.origin !== 'article');

const SIGN_KEYS = { tie: 'plus', tension: 'minus', rivalry: 'minus', contract: 'none', membership: 'none' };
const SIGN_NAMES = [['plus', 'Cooperative (+)'], ['minus', 'Hostile (−)'], ['none', 'Without a sign']];

// Each tie with the facts that pass; the map lacks ties that are hidden.
function standing() {
  const passes = passing();
  const off = listed('off');
  const sign = listed('sign');
  const found = new Map();
  for (const tie of data.ties) {
    if (off.has(tie.layer) || sign.has(SIGN_KEYS[tie.layer]) || (state.dis && !CONTESTED.has(tie.id))) continue;
    const left = tie.facts.filter((id) => passes(factOf(id)));
    if (left.length) found.set(tie.id, left);
  }
  return found;
}

const layerCounts = new Map(Object.keys(LAYERS).map((l) => [l, data.ties.filter((t) => t.layer === l).length]));

function sample(layer) {
  return draw('svg', { class: 'sample', viewBox: '0 0 30 12', 'aria-hidden': 'true' },
    draw('line', { class: `line ${layer}`, x1: 1, y1: 6, x2: 29, y2: 6 }));
}

function drawLegend(shown) {
  const off = listed('off');
  const counts = new Map();
  const passes = passing();
  for (const tie of data.ties) {
    if (shown.has(tie.id) || (off.has(tie.layer) && tie.facts.some((id) => passes(factOf(id))))) counts.set(tie.layer, (counts.get(tie.layer) || 0) + 1);
  }
  replace(byId('legend'), Object.keys(LAYERS).filter((l) => layerCounts.get(l)).map((layer) => el('button', {
    type: 'button', class: 'chip', 'data-layer': layer, 'aria-pressed': String(!off.has(layer)),
    onclick: () => { toggle('off', layer); byId('legend').querySelector(`[data-layer=${layer}]`).focus(); },
    title: `Show or hide: ${LAYERS[layer]}`,
  }, sample(layer), SIGNS[layer] ? el('b', { class: `sign ${layer}`, text: SIGNS[layer] }) : '', LAYERS[layer],
  el('span', { class: 'count', text: String(counts.get(layer) || 0) }))));
}

function box(label, checked, change, key) {
  const input = el('input', { type: 'checkbox', 'data-key': key, onchange: change });
  input.checked = checked;
  return el('label', { class: 'check' }, input, el('span', { text: label }));
}

function drawDrawer() {
  const focused = document.activeElement?.dataset?.key;
  const facts = Object.values(data.facts).filter((f) => f.origin !== 'atlas' && !struck(f));
  const mods = MODALITIES.filter((m) => facts.some((f) => f.modality === m));
  replace(byId('drawer'),
    el('fieldset', null, el('legend', { text: 'Modality' }), mods.map((m) => box(
      `${titled(MODALITY[m])} (${facts.filter((f) => f.modality === m).length})`, !listed('mod').has(m), () => toggle('mod', m), `mod-${m}`))),
    el('fieldset', null, el('legend', { text: 'Sign' }), SIGN_NAMES.map(([key, name]) => box(name, !listed('sign').has(key), () => toggle('sign', key), `sign-${key}`))),
    el('fieldset', null, el('legend', { text: 'Source' }), OUTLETS.map((o, i) => box(
      o, !listed('out').has(String(i)), () => toggle('out', String(i)), `out-${i}`))),
    el('fieldset', null, el('legend', { text: 'Atlas' }), box('Hide what only the atlas says', Boolean(state.atlas),
      () => update({ atlas: state.atlas ? '' : 'hide' }), 'atlas')),
    CONTESTED.size ? el('fieldset', null, el('legend', { text: 'Contested' }), box(`Only where sources differ (${CONTESTED.size})`, Boolean(state.dis),
      () => update({ dis: state.dis ? '' : 'only' }), 'dis')) : null,
    button('Reset all filters', () => update({ off: START.off, sign: '', mod: '', out: '', atlas: '', dis: '', on: '', by: '' }), { class: 'quiet', 'data-key': 'reset' }));
  if (focused) byId('drawer').querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  const n = listed('mod').size + listed('out').size + listed('sign').size + (state.atlas ? 1 : 0) + (state.dis ? 1 : 0);
  byId('filter-count').textContent = n ? ` ${n}` : '';
}

// What the file has more of than a browser can draw.
function leftOut() {
  const { ties_left_out: lines, nodes_left_out: dots } = data.counts;
  return (dots ? `; the ${many(dots, 'actor')} with fewest facts are left out of the picture` : '') + (lines ? `; the ${many(lines, 'tie')} with fewest facts are left out` : '');
}

function announce(shown) {
  const passes = passing();
  const events = Object.values(data.facts).filter((f) => f.kind === 'event' && passes(f)).length;
  byId('status').textContent = `${shown.size} of ${many(data.ties.length, 'tie')} and ${events} of ${many(data.counts.events, 'event')} shown`
    + (state.on ? `, up to ${when(state.on)}` : '') + (knownBy() ? `, as known by ${when(knownBy())}` : '')
    + leftOut() + (scoreKey() === PLAIN_KEY || !data.findings.length ? '.' : `. The findings above are as of ${when(data.as_of)}.`);
}
