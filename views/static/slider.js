// The date slider: the picture as of a day, over a small histogram of what was told for when.
function histogram(first, last) {
  const bins = Array.from({ length: 72 }, () => [0, 0]);
  for (const f of Object.values(data.facts)) {
    const at = f.from || f.reported;
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
  clearInterval(playing);
  playing = null;
  if (byId('play')) byId('play').textContent = 'Play';
}

function drawSlider() {
  if (!FIRST || FIRST === LAST) { byId('slider').hidden = true; return; }
  const [first, last] = [toDays(FIRST), toDays(LAST)];
  const input = el('input', { type: 'range', id: 'on', min: String(first), max: String(last), step: '1', 'aria-label': 'Show facts up to this day',
    oninput: (e) => { stopPlaying(); const n = Number(e.target.value); update({ on: n >= last ? '' : fromDays(n) }); } });
  const step = Math.max(1, Math.round((last - first) / 90));
  const play = () => {
    if (playing) { stopPlaying(); return; }
    byId('play').textContent = 'Pause';
    let now = state.on ? toDays(state.on) : first;
    playing = setInterval(() => {
      now += step;
      if (now >= last) stopPlaying();
      update({ on: now >= last ? '' : fromDays(now) });
    }, calm ? 600 : 90);
  };
  replace(byId('slider'), button('Play', play, { id: 'play', class: 'quiet' }),
    el('div', { class: 'track-box' }, histogram(first, last), input,
      el('div', { class: 'ends' }, el('span', { text: `${FIRST === DATES[0] ? '' : 'to '}${when(FIRST)}` }), el('span', { text: when(LAST) }))),
    el('output', { id: 'on-text', for: 'on' }));
}

function showDate() {
  if (!byId('on')) return;
  byId('on').value = String(state.on ? toDays(state.on) : toDays(LAST));
  byId('on').setAttribute('aria-valuetext', state.on ? when(state.on) : `all dates, to ${when(LAST)}`);
  replace(byId('on-text'), el('b', { text: state.on ? when(state.on) : 'All dates' }), state.on ? button('Clear', () => { stopPlaying(); update({ on: '' }); }, { class: 'link' }) : el('span', { text: 'valid time' }));
}
