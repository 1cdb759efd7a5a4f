// The curve of a dyad: its tension at each of many days, by the same formula as the number above it.
const CURVE_POINTS = 80;

function curveDays(id) {
  const own = ACTS.dyad.flatMap((key, i) => (key === id ? [ACTS.day[i]] : []));
  if (!own.length) return [];
  const last = toDays(data.as_of || fromDays(Math.ceil(Math.max(...own))));
  let first = Math.floor(Math.min(...own));
  // Something of long ago must not squeeze the rest.
  const early = own.sort((a, b) => a - b)[Math.floor(own.length * 0.1)];
  if (last - first > 3 * (last - early) && last - early > 60) first = Math.floor(early);
  first = Math.min(first, last) - 14;
  const days = new Set(Array.from({ length: CURVE_POINTS }, (unused, i) => Math.round(first + ((last - first) * i) / (CURVE_POINTS - 1))));
  for (const day of own) if (day >= first && day <= last) days.add(Math.ceil(day));
  return [...days].sort((a, b) => a - b).slice(-400);
}

function tensionCurve(id) {
  const days = curveDays(id);
  if (days.length < 3) return null;
  const points = seriesOf(id, days);
  const [width, height, mid] = [400, 74, 34];
  const limit = [0.1, 0.25, 0.5, 1].find((v) => points.every(([, value]) => Math.abs(value) <= v)) || 1;
  const [first, last] = [days[0], days.at(-1)];
  const xOf = (day) => 30 + ((day - first) / Math.max(1, last - first)) * (width - 40);
  const yOf = (value) => mid - (value / limit) * 26;
  const line = points.map(([day, value], i) => `${i ? 'L' : 'M'}${xOf(day).toFixed(1)} ${yOf(value).toFixed(1)}`).join('');
  const area = (up) => `M${xOf(first).toFixed(1)} ${mid}${points.map(([day, value]) => `L${xOf(day).toFixed(1)} ${yOf(up ? Math.max(0, value) : Math.min(0, value)).toFixed(1)}`).join('')}L${xOf(last).toFixed(1)} ${mid}Z`;
  const [low, high] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  return el('figure', { class: 'timeline' }, draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', class: 'curve', 'data-points': JSON.stringify(points.map(([day, value]) => [day, Number(value.toFixed(6))])),
    'aria-label': `Tension in time, from ${when(fromDays(first))} to ${when(fromDays(last))}, between ${signed(low)} and ${signed(high)}` },
  draw('path', { class: 'area tension', d: area(true) }), draw('path', { class: 'area tie', d: area(false) }),
  draw('line', { class: 'zero', x1: 30, x2: width - 10, y1: mid, y2: mid }), draw('path', { class: 'curve-line', d: line }),
  [limit, 0, -limit].map((v) => draw('text', { class: 'edge', x: 26, y: yOf(v), 'text-anchor': 'end', 'dominant-baseline': 'central', text: v === 0 ? '0' : signed(v, v % 1 ? 2 : 0) })),
  ticks(first, last).map(([at, text]) => draw('g', { class: 'tick' }, draw('line', { x1: xOf(at), x2: xOf(at), y1: 6, y2: 62 }), draw('text', { x: xOf(at), y: 70, 'text-anchor': 'middle', text }))),
  state.on ? draw('line', { class: 'now', x1: xOf(toDays(state.on)), x2: xOf(toDays(state.on)), y1: 4, y2: 62 }) : null),
  el('figcaption', { text: `Tension at each day${knownBy() ? `, as known by ${when(knownBy())}` : ''}: above the line hostile, below it cooperative.` }));
}
