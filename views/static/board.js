// The board: thousands of ties as strokes on one canvas under the nodes, and labels only where there is room.
const board = { canvas: null, waiting: false };

function makeBoard() {
  board.canvas?.remove();
  board.canvas = el('canvas', { id: 'board', 'aria-hidden': 'true' });
  canvas.prepend(board.canvas);
}

// One repaint a frame, however many things ask for it.
function paintBoard() {
  if (board.waiting) return;
  board.waiting = true;
  requestAnimationFrame(() => { board.waiting = false; strokeBoard(); placeLabels(); });
}

function lookOf(layer) {
  const style = getComputedStyle(document.documentElement);
  const colour = { membership: '--none', rivalry: '--tension', tie: '--tie', tension: '--tension', contract: '--contract' }[layer];
  return { colour: style.getPropertyValue(colour).trim(), dash: { membership: [1, 4], rivalry: [1.5, 4], tension: [5, 3] }[layer] || [] };
}

function strokeBoard() {
  const hidden = scene.svg.classList.contains('gone');
  board.canvas.hidden = hidden;
  if (hidden) return;
  const frame = canvas.getBoundingClientRect();
  const box = scene.svg.getBoundingClientRect();
  const sharp = Math.min(2, devicePixelRatio || 1);
  board.canvas.width = Math.round(frame.width * sharp);
  board.canvas.height = Math.round(frame.height * sharp);
  scene.unit = Math.max(scene.width / box.width, scene.height / box.height);
  const scale = (camera.k / scene.unit) * sharp;
  const left = (box.left - frame.left + (box.width - scene.width / scene.unit) / 2) * sharp + (camera.x / scene.unit) * sharp;
  const top = (box.top - frame.top + (box.height - scene.height / scene.unit) / 2) * sharp + (camera.y / scene.unit) * sharp;
  const pen = board.canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, left, top);
  const focused = scene.svg.classList.contains('focused');
  const crowded = scene.shown.size > 2000;
  const looks = Object.fromEntries(Object.keys(LINE_ORDER).map((layer) => [layer, lookOf(layer)]));
  const strokes = (list, alpha, width, dashed) => {
    const paths = {};
    for (const tie of list) {
      const [ax, ay, bx, by, cx, cy] = curveOf(tie);
      const path = (paths[tie.layer] = paths[tie.layer] || new Path2D());
      path.moveTo(ax, ay);
      if (cx === null) path.lineTo(bx, by); else path.quadraticCurveTo(cx, cy, bx, by);
    }
    for (const [layer, path] of Object.entries(paths)) {
      pen.strokeStyle = looks[layer].colour;
      pen.lineWidth = ((layer === 'contract' ? width + 1.4 : width) * sharp) / scale;
      pen.setLineDash(dashed ? looks[layer].dash.map((d) => (d * sharp) / scale) : []);
      pen.globalAlpha = alpha;
      pen.stroke(path);
    }
  };
  const near = focused ? [...scene.shown.keys()].filter((id) => scene.near?.has(id)).map((id) => ties.get(id)) : [];
  const far = [...scene.shown.keys()].map((id) => ties.get(id)).filter((tie) => !focused || !scene.near?.has(tie.id));
  // In small batches, so that no layer covers the others. Dashes of ten thousand lines would melt into a
  // grey and cost a second: they return as one looks closer.
  const alpha = focused ? 0.04 : crowded ? Math.max(0.1, Math.min(0.6, (900 * camera.k) / far.length)) : 0.65;
  for (let i = 0; i < far.length; i += 150) strokes(far.slice(i, i + 150), alpha, 0.9, !crowded || camera.k >= 2);
  strokes(near, 0.95, 1.8, true);
  if (scene.hover && scene.shown.has(scene.hover)) {
    const tie = ties.get(scene.hover);
    pen.strokeStyle = looks[tie.layer].colour;
    pen.lineWidth = (3.5 * sharp) / scale;
    pen.globalAlpha = 1;
    pen.setLineDash([]);
    pen.stroke(new Path2D(pathOf(tie)));
  }
  board.canvas.dataset.drawn = String(scene.shown.size);
}

// Labels keep their size on the screen; the chosen, then the busiest, get theirs while there is room.
function placeLabels() {
  const size = (10.5 * scene.unit) / camera.k;
  scene.svg.style.setProperty('--label', `${size.toFixed(2)}px`);
  const chosen = (id) => scene.groups.get(id).classList.contains('near') || scene.groups.get(id).classList.contains('found') || id === active;
  const order = busiest().map((n) => n.id).filter((id) => !scene.groups.get(id).classList.contains('away'));
  order.sort((a, b) => chosen(b) - chosen(a));
  const [taken, texts] = [[], []];
  const most = 60 + Math.round(40 * Math.max(0, camera.k - 1));
  for (const id of order) {
    const [x, y] = scene.at.get(id);
    const label = entities.get(id).label;
    const below = entities.get(id).kind === 'country' ? 0 : nodes.get(id).r + size * 0.7;
    const [half, tall] = [label.length * size * 0.34 + size * 0.3, size * 0.75];
    const box = [x - half, y + below - tall, x + half, y + below + tall];
    const free = taken.length < most && taken.every((t) => box[0] >= t[2] || t[0] >= box[2] || box[1] >= t[3] || t[1] >= box[3]);
    if (!free) continue;
    taken.push(box);
    texts.push(draw('text', { class: 'label crowd', x, y: (y + below).toFixed(1), 'text-anchor': 'middle', 'dominant-baseline': 'central', text: label }));
  }
  replace(scene.world.querySelector('.labels'), texts);
}

// For a picture that is saved: the strokes as paths with their looks.
function boardPaths() {
  return DRAWN_TIES.filter((tie) => scene.shown.has(tie.id)).map((tie) => {
    const look = lookOf(tie.layer);
    return draw('path', { d: pathOf(tie), fill: 'none', stroke: look.colour, 'stroke-width': scene.unit, opacity: 0.3, 'stroke-dasharray': look.dash.map((d) => d * scene.unit).join(' ') || null });
  });
}
