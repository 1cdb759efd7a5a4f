// The map: outlines projected in Python, states coloured by their relation to a chosen one, ties as arcs.
const mapStates = () => (data.map ? data.nodes.map((n) => n.id).filter((id) => data.map.at[id]) : []);
const homeNow = () => {
  const known = mapStates();
  return known.includes(state.at) ? state.at : busiest().map((n) => n.id).find((id) => known.includes(id));
};

// The value of a state towards the chosen one, by the score that colours the map.
function towards(home, id) {
  const dyad = dyads.get(pairId(home, id));
  const score = state.by_score === 'alignment' ? dyad?.alignment : tensionOf(dyad);
  return score?.value ?? null;
}

// Alignment is friendly where it is positive, tension where it is negative.
const friendly = (value) => (state.by_score === 'alignment' ? value > 0 : value < 0);

// The part of the world that is looked at: that of the states on the page, or the whole, or what was zoomed to.
function mapFrame(ids) {
  const [left, top, w, h] = wholeFrame(ids);
  const [k, cx, cy] = state.zoom.split(',').map(Number);
  if (![k, cx, cy].every(Number.isFinite) || k < 0.2 || k > 40) return [left, top, w, h];
  return [cx - w / k / 2, cy - h / k / 2, w / k, h / k];
}

function wholeFrame(ids) {
  const { width, height } = data.map;
  if (state.world || !ids.length) return [0, 0, width, height];
  const [xs, ys] = [ids.map((id) => data.map.at[id][0]), ids.map((id) => data.map.at[id][1])];
  const aspect = canvas.clientWidth / Math.max(1, canvas.clientHeight);
  let w = Math.max(180, Math.max(...xs) - Math.min(...xs) + 90);
  let h = Math.max(110, Math.max(...ys) - Math.min(...ys) + 70);
  if (w / h < aspect) w = h * aspect; else h = w / aspect;
  const [cx, cy] = [(Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2];
  if (w >= width || h >= height) return [0, 0, width, height];
  return [Math.min(width - w, Math.max(0, cx - w / 2)), Math.min(height - h, Math.max(0, cy - h / 2)), w, h];
}

// Zoom keeps the point under the pointer where it is; panning moves the middle.
function zoomMap(factor, at) {
  const whole = wholeFrame(mapStates());
  const [left, top, w, h] = mapFrame(mapStates());
  const k = Math.min(40, Math.max(0.4, (whole[2] / w) * factor));
  const [px, py] = at || [left + w / 2, top + h / 2];
  const shrink = whole[2] / k / w;
  const middle = [px + (left + w / 2 - px) * shrink, py + (top + h / 2 - py) * shrink];
  update({ zoom: Math.abs(k - 1) < 0.001 && !at ? '' : [k.toFixed(3), middle[0].toFixed(1), middle[1].toFixed(1)].join(',') });
}

function panMap(dx, dy) {
  const [left, top, w, h] = mapFrame(mapStates());
  const k = wholeFrame(mapStates())[2] / w;
  update({ zoom: [k.toFixed(3), (left + w / 2 - dx).toFixed(1), (top + h / 2 - dy).toFixed(1)].join(',') });
}

function listenMap(picture) {
  const place = (e) => { const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(picture.getScreenCTM().inverse()); return [p.x, p.y]; };
  let grip = null;
  picture.addEventListener('wheel', (e) => {
    if (!e.ctrlKey && !e.metaKey && !canvas.contains(document.activeElement)) return;
    e.preventDefault();
    zoomMap(Math.exp(-e.deltaY * 0.0016), place(e));
  }, { passive: false });
  picture.addEventListener('pointerdown', (e) => { if (e.button === 0) grip = place(e); });
  picture.addEventListener('pointerup', (e) => {
    if (!grip) return;
    const [x, y] = place(e);
    const [dx, dy] = [x - grip[0], y - grip[1]];
    grip = null;
    if (Math.hypot(dx, dy) > 6 * Number(picture.style.getPropertyValue('--unit'))) panMap(dx, dy);
  });
}

// Labels that would lie on one another are left out, the busier state keeps its own.
function labelled(ids, unit, home) {
  const order = [...ids].sort((a, b) => (b === home) - (a === home) || nodes.get(b).degree - nodes.get(a).degree || (a < b ? -1 : 1));
  const taken = [];
  return new Set(order.filter((id) => {
    const [x, y] = data.map.at[id];
    const half = (entities.get(id).label.length * 4.4 + 3) * unit;
    const box = [x - half, y - 14 * unit, x + half, y + 16 * unit];
    if (taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) return false;
    taken.push(box);
    return true;
  }));
}

function mapArc(tie, unit) {
  const [[ax, ay], [bx, by]] = [data.map.at[tie.a], data.map.at[tie.b]];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  // All arcs of a pair rise to the same side, one above the other.
  const rise = length * 0.14 + BENDS.get(tie.id) * 0.45 * unit;
  const side = ax <= bx ? 1 : -1;
  const [cx, cy] = [(ax + bx) / 2 + (side * (by - ay) * rise) / length, (ay + by) / 2 - (side * (bx - ax) * rise) / length];
  return `M${ax} ${ay}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${bx} ${by}`;
}

function drawMap() {
  if (!data.map) return draw('svg', { id: 'map', viewBox: '0 0 400 100' }, draw('text', { class: 'axis', x: 20, y: 50, text: 'None of these actors has a place on the map.' }));
  const home = homeNow();
  const ids = mapStates();
  const frame = mapFrame(ids);
  const unit = (1.12 * Math.max(frame[2] / canvas.clientWidth, frame[3] / Math.max(1, canvas.clientHeight))) || 1; // about a pixel of the screen
  const values = new Map(ids.map((id) => [id, id === home ? null : towards(home, id)]));
  const limit = Math.max(0.1, ...[...values.values()].filter((v) => v !== null).map(Math.abs));
  const known = new Set(ids);
  const land = Object.entries(data.map.shapes).map(([id, d]) => {
    const value = values.get(id);
    const tone = id === home ? 'home' : value === null || value === undefined ? (known.has(id) ? 'named' : '') : friendly(value) ? 'tie' : value === 0 ? 'even' : 'tension';
    return draw('path', { class: `land ${tone}`, d, transform: 'scale(0.1)', 'data-land': id,
      'fill-opacity': tone === 'tie' || tone === 'tension' ? (0.25 + 0.75 * Math.min(1, Math.abs(value) / limit)).toFixed(2) : null,
      onclick: known.has(id) ? () => openOnMap(home, id) : null });
  });
  const arcsShown = [...scene.shown.keys()].map((id) => ties.get(id)).filter((t) => data.map.at[t.a] && data.map.at[t.b] && nodes.has(t.a) && nodes.has(t.b));
  const lines = arcsShown.slice(0, 2500).flatMap((tie) => {
    const d = mapArc(tie, unit);
    return [draw('path', { class: `line ${tie.layer}`, d, 'data-tie': tie.id }),
      draw('path', { class: 'hit', d, 'data-tie': tie.id, onclick: () => openTie(tie) }, draw('title', { text: tieTitle(tie) }))];
  });
  const named = labelled(ids, unit, home);
  const dots = ids.map((id) => {
    const [x, y] = data.map.at[id];
    const value = values.get(id);
    const text = id === home || value === null ? '' : `, ${state.by_score || 'tension'} towards ${nameOf(home)} ${signed(value)}`;
    return draw('g', { class: `spot ${id === home ? 'home' : ''}`, transform: `translate(${x} ${y}) scale(${unit.toFixed(3)})`, tabindex: '0', role: 'button', 'data-spot': id,
      'aria-label': nameOf(id) + text, onclick: () => openOnMap(home, id), onkeydown: onKey(() => openOnMap(home, id)) },
    draw('circle', { class: 'pin', r: id === home ? 5 : 3.6 }),
    draw('title', { text: nameOf(id) + text }),
    named.has(id) ? draw('text', { class: 'label', y: -8, 'text-anchor': 'middle', text: entities.get(id).label }) : null,
    named.has(id) && value !== null && id !== home ? draw('text', { class: 'label small', y: 12, 'text-anchor': 'middle', text: signed(value) }) : null);
  });
  const picture = draw('svg', { id: 'map', viewBox: frame.map((n) => n.toFixed(1)).join(' '), role: 'group',
    'aria-label': `Map of ${state.by_score || 'tension'} towards ${nameOf(home)}; the table of dyads holds the same numbers` }, draw('g', null, land), draw('g', { class: 'lines' }, lines), draw('g', { class: 'spots' }, dots));
  picture.style.setProperty('--unit', unit.toFixed(3));
  listenMap(picture);
  return picture;
}

function openOnMap(home, id) {
  select(id === home ? `entity:${id}` : `dyad:${pairId(home, id)}`);
}

function mapKey() {
  if (!data.map) return [];
  const absent = data.nodes.filter((n) => entities.get(n.id).kind === 'country' && !data.map.at[n.id]).map((n) => nameOf(n.id));
  const other = data.nodes.filter((n) => entities.get(n.id).kind !== 'country').length;
  const dates = state.by_score === 'alignment' ? `as of ${when(data.as_of)}` : scoreDates();
  return [
    el('span', { class: 'm-tie', text: state.by_score === 'alignment' ? 'aligned' : 'cooperative' }), el('span', { class: 'm-tension', text: state.by_score === 'alignment' ? 'opposed' : 'tense' }),
    el('span', { class: 'm-named', text: 'on the page, no score' }), el('span', { class: 'm-void', text: 'not on the page' }),
    el('span', { text: `Scores ${dates}.` }),
    el('span', { text: `Borders: ${data.map.source}; de-facto lines of that source, no claim of ours.${absent.length ? ` Not on the map: ${absent.join(', ')}.` : ''}${other ? ` ${many(other, 'body or organisation', 'bodies or organisations')} have no place.` : ''}` }),
  ];
}
