// The timeline of all: a lane for each pair, its events and contracts on one date axis.
const LANE = 19;

function laneRows() {
  const passes = passing();
  const lanes = new Map();
  const off = listed('off');
  const add = (a, b, id, f) => {
    if (!a || !b || a === b || !(f.from || f.reported) || !passes(f)) return;
    const key = pairId(a, b);
    if (!lanes.has(key)) lanes.set(key, []);
    lanes.get(key).push([id, f]);
  };
  for (const tie of data.ties) {
    if (off.has(tie.layer) || LASTING.has(tie.layer)) continue;
    for (const id of tie.facts) if (factOf(id)) add(tie.a, tie.b, id, factOf(id));
  }
  return [...lanes].sort((x, y) => y[1].length - x[1].length || (x[0] < y[0] ? -1 : 1));
}

function drawLanes() {
  const rows = laneRows();
  const [width, step] = [Math.max(340, canvas.clientWidth), LANE];
  const lanes = Math.max(6, Math.floor((canvas.clientHeight - 44) / step));
  const shown = rows.slice(0, lanes);
  if (!shown.length) return draw('svg', { id: 'lanes', viewBox: '0 0 400 60' }, draw('text', { class: 'axis', x: 20, y: 30, text: 'No dated event passes the filters.' }));
  const [first, last] = [toDays(FIRST) - 20, toDays(LAST) + 20];
  const names = shown.map(([key]) => key.split('~').map((id) => entities.get(id).label).join(' – '));
  const left = 14 + 6.4 * Math.max(8, ...names.map((n) => n.length));
  const xOf = (day) => left + ((Math.max(first, day) - first) / Math.max(1, last - first)) * (width - left - 16);
  const height = Math.max(shown.length * step + 40, canvas.clientHeight - 6);
  const marks = shown.flatMap(([key, facts], row) => {
    const y = row * step + step / 2 + 4;
    const taken = new Map();
    return facts.sort((p, q) => ((p[1].from || p[1].reported) < (q[1].from || q[1].reported) ? -1 : 1)).map(([id, f]) => {
      const x = xOf(toDays(f.from || f.reported));
      const side = signOf(f) === '+' ? -1 : signOf(f) === '−' ? 1 : 0;
      const slot = `${side}:${Math.round(x / 5)}`;
      const n = taken.get(slot) || 0;
      taken.set(slot, n + 1);
      const open = () => select(`dyad:${key}`, id);
      return laneMark(id, f, side, x + Math.min(n, 6) * 1.6, y + side * 4.6, open);
    });
  });
  return draw('svg', { id: 'lanes', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `Timeline of ${many(shown.length, 'pair')}, events and contracts` },
    ticks(first, last).map(([at, text]) => draw('g', { class: 'tick' }, draw('line', { x1: xOf(at), x2: xOf(at), y1: 2, y2: height - 32 }),
      draw('text', { x: xOf(at), y: height - 22, 'text-anchor': 'middle', text }))),
    shown.map(([key], row) => draw('g', { class: 'lane' }, draw('line', { class: 'zero', x1: left, x2: width - 16, y1: row * step + step / 2 + 4, y2: row * step + step / 2 + 4 }),
      draw('text', { class: 'axis open', x: left - 8, y: row * step + step / 2 + 4, 'text-anchor': 'end', 'dominant-baseline': 'central', onclick: () => select(`dyad:${key}`) }, draw('title', { text: dyadName({ a: key.split('~')[0], b: key.split('~')[1] }) }), names[row]))),
    state.on ? draw('line', { class: 'now', x1: xOf(toDays(state.on)), x2: xOf(toDays(state.on)), y1: 0, y2: height - 30 }) : null,
    marks, rows.length > lanes ? draw('text', { class: 'edge', x: 8, y: height - 5, text: `The ${lanes} pairs with most facts of ${rows.length}; the table of dyads holds all.` }) : null);
}

function laneMark(id, f, side, x, y, open) {
  const props = side < 0 ? ['circle', { cx: x, cy: y, r: 3.4 }] : side > 0 ? ['path', { d: `M${x} ${y - 4.4}L${x + 4.4} ${y}L${x} ${y + 4.4}L${x - 4.4} ${y}Z` }] : ['rect', { x: x - 3.4, y: y - 3.4, width: 6.8, height: 6.8 }];
  return draw(props[0], {
    class: `event ${side < 0 ? 'tie' : side > 0 ? 'tension' : 'contract'} ${f.modality === 'fact' || f.modality === 'claimed' ? '' : 'open'} ${state.fact === id ? 'chosen' : ''}`,
    ...props[1], 'data-fact': id, tabindex: '0', role: 'button', 'aria-label': `${when(f.from || f.reported)}: ${titled(f.type)} ${signOf(f)}`,
    onclick: open, onkeydown: onKey(open),
  }, draw('title', { text: `${span(f.from || f.reported, f.to, f.granularity)} · ${titled(f.type)} · ${factWords(f).slice(0, 160)}` }));
}
