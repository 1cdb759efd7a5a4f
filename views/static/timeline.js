// The events of a dyad on a date axis: cooperation above the line, hostility below, contracts on it.
function ticks(first, last) {
  const years = (last - first) / 365.25;
  const found = [];
  const start = new Date(first * DAY);
  const step = years > 24 ? 120 : years > 8 ? 24 : years > 3 ? 12 : years > 1.2 ? 6 : years > 0.5 ? 3 : 1;
  let month = start.getUTCFullYear() * 12 + Math.ceil(start.getUTCMonth() / step) * step;
  for (; found.length < 12; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (at > last) break;
    if (at >= first) found.push([at, step >= 12 || month % 12 === 0 ? String(Math.floor(month / 12)) : `${MONTHS[month % 12]}${step < 12 && years > 1 ? ` ${String(Math.floor(month / 12)).slice(2)}` : ''}`]);
  }
  return found;
}

function timeline(ids) {
  const dated = ids.map((id) => [id, factOf(id)]).filter(([, f]) => f && (f.from || f.reported))
    .map(([id, f]) => [id, f, toDays(f.from || f.reported)]).sort((a, b) => a[2] - b[2] || (a[0] < b[0] ? -1 : 1));
  if (!dated.length) return null;
  const width = 400;
  let [first, last] = [dated[0][2], dated.at(-1)[2]];
  // Something of long ago must not squeeze the rest: it stands at the left edge, marked as earlier.
  const early = dated[Math.floor(dated.length * 0.1)][2];
  const far = last - first > 3 * (last - early) && last - early > 60;
  if (far) first = early;
  const pad = Math.max(20, (last - first) * 0.06);
  first -= pad;
  last += pad;
  const xOf = (d) => (d < first ? 8 : 8 + ((d - first) / (last - first)) * (width - 16));
  const stacks = new Map();
  const marks = dated.map(([id, f, d]) => {
    const side = signOf(f) === '+' ? -1 : signOf(f) === '−' ? 1 : 0;
    const x = xOf(d);
    const slot = `${side}:${Math.round(x / 9)}`;
    const level = stacks.get(slot) || 0;
    stacks.set(slot, level + 1);
    return { id, f, x, side, level };
  });
  const deep = (side) => Math.max(0, ...marks.filter((m) => m.side === side).map((m) => m.level + 1));
  const step = Math.min(11, 88 / Math.max(1, deep(-1), deep(1)));
  const base = 14 + Math.max(1, deep(-1)) * step;
  const axis = base + Math.max(1, deep(1), deep(0)) * step + 14;
  const height = axis + 16;
  const shapes = { '-1': (x, y) => ({ cx: x, cy: y, r: 4.5 }), 1: (x, y) => ({ d: `M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z` }), 0: (x, y) => ({ x: x - 4, y: y - 4, width: 8, height: 8 }) };
  const tags = { '-1': 'circle', 1: 'path', 0: 'rect' };
  const passes = passing();
  return el('figure', { class: 'timeline' }, draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Events in time' },
    draw('line', { class: 'zero', x1: 4, x2: width - 4, y1: base, y2: base }),
    far ? draw('text', { class: 'edge', x: 4, y: 10, text: '← earlier' }) : null,
    ticks(first, last).map(([at, text]) => draw('g', { class: 'tick' },
      draw('line', { x1: xOf(at), x2: xOf(at), y1: 6, y2: axis - 6 }),
      draw('text', { x: Math.min(width - 16, Math.max(16, xOf(at))), y: axis + 4, 'text-anchor': 'middle', text }))),
    marks.map(({ id, f, x, side, level }) => {
      const y = base + (side < 0 ? -(9 + level * step) : side > 0 ? 9 + level * step : 0);
      const open = () => update({ fact: id });
      return draw(tags[side], {
        class: `event ${side < 0 ? 'tie' : side > 0 ? 'tension' : 'contract'} ${f.modality === 'fact' || f.modality === 'claimed' ? '' : 'open'} ${state.fact === id ? 'chosen' : ''} ${passes(f) ? '' : 'dim'}`,
        ...shapes[side](Number(x.toFixed(1)), y), tabindex: '0', role: 'button', 'aria-label': `${when(f.from || f.reported)}: ${titled(f.type)} ${signOf(f)}`,
        onclick: open, onkeydown: onKey(open),
      }, draw('title', { text: `${span(f.from || f.reported, f.to, f.granularity)} · ${titled(f.type)} · ${factWords(f)}` }));
    })),
  el('figcaption', { text: 'Above the line cooperation, below it hostility, squares are contracts; hollow: planned, possible or denied.' }));
}
