// The lines of the network: SVG paths while there are few, strokes on a board of pixels when there are many.
const CROWD = data.ties.length > 1500 || data.nodes.length > 150;
const LINE_ORDER = { membership: 0, rivalry: 1, tie: 2, tension: 3, contract: 4 };
const DRAWN_TIES = [...data.ties].sort((s, t) => LINE_ORDER[s.layer] - LINE_ORDER[t.layer]);

// Ties of one pair are drawn as neighbouring arcs, so that none hides another.
function arcs() {
  const groups = new Map();
  for (const tie of data.ties) {
    const key = pairId(tie.a, tie.b);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(tie);
  }
  const bend = new Map();
  for (const group of groups.values()) group.forEach((tie, i) => bend.set(tie.id, (i - (group.length - 1) / 2) * 13));
  return bend;
}
const BENDS = arcs();

// The ends of a tie and the point that bends it, null where it is straight.
function curveOf(tie) {
  const [ax, ay] = scene.at.get(tie.a);
  const [bx, by] = scene.at.get(tie.b);
  const bend = BENDS.get(tie.id) * (CROWD ? 0.7 : 1.6);
  if (!bend) return [ax, ay, bx, by, null, null];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  return [ax, ay, bx, by, (ax + bx) / 2 - ((by - ay) / length) * bend, (ay + by) / 2 + ((bx - ax) / length) * bend];
}

function pathOf(tie) {
  const [ax, ay, bx, by, cx, cy] = curveOf(tie);
  return cx === null ? `M${ax} ${ay}L${bx} ${by}` : `M${ax} ${ay}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${bx} ${by}`;
}

function pointAlong(tie, t) {
  const [ax, ay, bx, by, cx, cy] = curveOf(tie);
  if (cx === null) return { x: ax + (bx - ax) * t, y: ay + (by - ay) * t };
  const s = 1 - t;
  return { x: s * s * ax + 2 * s * t * cx + t * t * bx, y: s * s * ay + 2 * s * t * cy + t * t * by };
}

function lineWidth(tie, left) {
  if (tie.layer === 'contract') return 3.4 + Math.min(2.4, 0.6 * ((tie.refs || []).length - 1));
  if (tie.layer === 'tie' || tie.layer === 'tension') return (tie.layer === 'tie' ? 1.4 : 1.8) + Math.min(2, 0.5 * Math.sqrt(left.length - 1));
  return 1.1;
}

const isFirm = (left) => left.some((id) => ['fact', 'claimed', undefined].includes(factOf(id)?.modality));

function makeLines() {
  scene.lines.clear();
  if (CROWD) { makeBoard(); return draw('g', { class: 'lines' }); }
  const group = draw('g', { class: 'lines' });
  for (const tie of DRAWN_TIES) {
    const line = draw('path', { class: `line ${tie.layer}`, 'data-tie': tie.id });
    const hit = draw('path', { class: 'hit', 'data-tie': tie.id });
    group.append(line, hit);
    scene.lines.set(tie.id, [line, hit]);
  }
  return group;
}

function moveLines(id) {
  if (CROWD) { paintBoard(); return; }
  for (const tie of data.ties) {
    if (id && tie.a !== id && tie.b !== id) continue;
    const d = pathOf(tie);
    for (const line of scene.lines.get(tie.id)) line.setAttribute('d', d);
  }
}

// Hide what does not stand, thicken by the number of facts, thin out what nobody calls done.
function showLines() {
  if (CROWD) { paintBoard(); return; }
  for (const tie of data.ties) {
    const left = scene.shown.get(tie.id);
    const [line, hit] = scene.lines.get(tie.id);
    line.classList.toggle('gone', !left);
    hit.classList.toggle('gone', !left);
    if (!left) continue;
    line.classList.toggle('faint', !isFirm(left));
    line.style.strokeWidth = lineWidth(tie, left).toFixed(2);
  }
}

function focusLines(what) {
  scene.near = what;
  if (CROWD) { paintBoard(); return; }
  for (const [id, [line]] of scene.lines) line.classList.toggle('near', Boolean(what?.has(id)));
}

function hoverLine(id) {
  if (scene.hover === id) return;
  scene.hover = id;
  if (CROWD) { paintBoard(); return; }
  for (const line of scene.svg.querySelectorAll('.line.hover')) line.classList.remove('hover');
  if (id) scene.lines.get(id)[0].classList.add('hover');
}

// The tie under the pointer.
function tieUnder(event) {
  if (!CROWD) return event.target.dataset?.tie || null;
  const [x, y] = toScene(event);
  const reach = 6 * scene.unit / camera.k;
  let best = null;
  for (const id of scene.shown.keys()) {
    const tie = ties.get(id);
    const [ax, ay, bx, by] = curveOf(tie);
    const [ux, uy] = [bx - ax, by - ay];
    const t = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy || 1);
    if (t < 0.02 || t > 0.98) continue;
    const p = pointAlong(tie, t);
    const far = Math.hypot(x - p.x, y - p.y);
    if (far < reach && (!best || far < best.far)) best = { far, id };
  }
  return best?.id || null;
}
