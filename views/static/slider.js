// The two date sliders: what held by a day (valid time), and what had been reported by a day (report time).
const TOLD_DAYS = [...new Set(Object.values(data.facts).map((f) => f.reported).filter(Boolean))].sort();

const AXES = [
  { key: 'on', title: 'Valid time', hint: 'what had happened by this day', all: 'All dates', label: 'Show what had happened by this day', bounds: () => [FIRST, LAST], day: (f) => f.from || f.reported },
  { key: 'by', title: 'Known by', hint: 'what had been reported by this day', all: 'All reports', label: 'Show what had been reported by this day', bounds: () => [TOLD_DAYS[0], SCORING.known_by || TOLD_DAYS.at(-1)], day: (f) => f.reported },
];

function histogram(axis, first, last) {
  const bins = Array.from({ length: 72 }, () => [0, 0]);
  for (const f of Object.values(data.facts)) {
    const at = axis.day(f);
    if (f.kind !== 'event' || !at) continue;
    const i = Math.min(71, Math.max(0, Math.floor(((toDays(at) - first) / Math.max(1, last - first)) * 72)));
    bins[i][f.polarity === '-' ? 1 : 0] += 1;
  }
  const most = Math.max(1, ...bins.flat());
  return draw('svg', { class: 'histogram', viewBox: '0 0 720 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    bins.flatMap(([up, down], i) => [
      up ? draw('rect', { class: 'tie', x: i * 10 + 1, width: 8, y: 14 - (13 * up) / most, height: (13 * up) / most }) : null,
      down ? draw('rect', { class: 'tension', x: i * 10 + 1, width: 8, y: 14, height: (13 * down) / most }) : null,
    ]), draw('line', { class: 'zero', x1: 0, x2: 720, y1: 14, y2: 14 }));
}

let playing = null;

function stopPlaying() {
  if (!playing) return;
  clearInterval(playing.timer);
  byId(`play-${playing.key}`).textContent = 'Play';
  playing = null;
}

function playAxis(axis, first, last) {
  if (playing?.key === axis.key) { stopPlaying(); return; }
  stopPlaying();
  byId(`play-${axis.key}`).textContent = 'Pause';
  const step = Math.max(1, Math.round((last - first) / 90));
  let now = state[axis.key] ? toDays(state[axis.key]) : first;
  const timer = setInterval(() => {
    now += step;
    if (now >= last) stopPlaying();
    update({ [axis.key]: now >= last ? '' : fromDays(now) });
  }, calm ? 600 : 90);
  playing = { key: axis.key, timer };
}

function sliderRow(axis) {
  const [from, to] = axis.bounds();
  if (!from || !to || from >= to) return null;
  const [first, last] = [toDays(from), toDays(to)];
  const { key } = axis;
  const input = el('input', { type: 'range', id: key, min: String(first), max: String(last), step: '1', 'aria-label': axis.label,
    oninput: (e) => { stopPlaying(); const n = Number(e.target.value); update({ [key]: n >= last ? '' : fromDays(n) }); } });
  const earlier = key === 'on' && FIRST !== DATES[0] ? 'to ' : '';
  return el('div', { class: 'slider', 'data-axis': key },
    button('Play', () => playAxis(axis, first, last), { id: `play-${key}`, class: 'quiet play', 'aria-label': `Play ${axis.title.toLowerCase()}` }),
    el('div', { class: 'track-box' }, histogram(axis, first, last), input,
      el('div', { class: 'ends' }, el('span', { text: `${earlier}${when(from)}` }), el('span', { text: when(to) }))),
    el('output', { id: `${key}-text`, class: 'day', for: key }));
}

function drawSlider() {
  const made = AXES.map(sliderRow);
  replace(byId('sliders'), made);
  byId('sliders').hidden = !made.some(Boolean);
}

function showDate() {
  for (const axis of AXES) {
    const input = byId(axis.key);
    if (!input) continue;
    const chosen = state[axis.key];
    const end = axis.bounds()[1];
    input.value = String(toDays(chosen || end));
    input.setAttribute('aria-valuetext', chosen ? when(chosen) : `all dates, to ${when(end)}`);
    replace(byId(`${axis.key}-text`), el('span', { class: 'axis-name', text: axis.title, title: axis.hint }), el('b', { text: chosen ? when(chosen) : axis.all }),
      chosen ? button('Clear', () => { stopPlaying(); update({ [axis.key]: '' }); byId(axis.key).focus(); }, { class: 'link', 'aria-label': `Clear ${axis.title.toLowerCase()}` }) : null);
  }
}
