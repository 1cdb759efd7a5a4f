// Zoom, pan, drag, hover and the keys of the network.
const camera = { k: 1, x: 0, y: 0 };

function applyCamera(remember = true) {
  scene.world.setAttribute('transform', `translate(${camera.x.toFixed(1)} ${camera.y.toFixed(1)}) scale(${camera.k.toFixed(3)})`);
  const moved = camera.k !== 1 || camera.x !== 0 || camera.y !== 0;
  if (CROWD) paintBoard();
  if (remember) update({ zoom: moved ? [camera.k.toFixed(3), camera.x.toFixed(1), camera.y.toFixed(1)].join(',') : '' });
}

function readCamera() {
  const [k, x, y] = viewNow() === 'map' ? [] : state.zoom.split(',').map(Number);
  const good = [k, x, y].every(Number.isFinite) && k > 0.1 && k < 40;
  Object.assign(camera, good ? { k, x, y } : { k: 1, x: 0, y: 0 });
  applyCamera(false);
}

function toWorld(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(scene.svg.getScreenCTM().inverse());
  return [point.x, point.y];
}

// The point of the picture under the pointer, before zoom and pan.
function toScene(event) {
  const [x, y] = toWorld(event);
  return [(x - camera.x) / camera.k, (y - camera.y) / camera.k];
}

function zoomBy(factor, at) {
  const [px, py] = at || [scene.width / 2, scene.height / 2];
  const k = Math.min(CROWD ? 30 : 8, Math.max(0.4, camera.k * factor));
  camera.x = px - (px - camera.x) * (k / camera.k);
  camera.y = py - (py - camera.y) * (k / camera.k);
  camera.k = k;
  applyCamera();
}

function fit() {
  Object.assign(camera, { k: 1, x: 0, y: 0 });
  applyCamera();
}

function showTip(text, event) {
  const tip = byId('tip');
  tip.textContent = text;
  tip.hidden = false;
  const frame = canvas.getBoundingClientRect();
  const x = Math.min(frame.width - tip.offsetWidth - 8, Math.max(8, event.clientX - frame.left + 14));
  const y = Math.min(frame.height - tip.offsetHeight - 8, Math.max(8, event.clientY - frame.top + 16));
  tip.style.left = `${x}px`;
  tip.style.top = `${y}px`;
}

function listenPointer() {
  let grip = null;
  const over = (event) => {
    const node = event.target.closest?.('.node');
    const tie = node ? null : tieUnder(event);
    if (node) showTip(node.getAttribute('aria-label'), event);
    else if (tie) showTip(tieTitle(ties.get(tie)), event);
    else byId('tip').hidden = true;
    hoverLine(tie);
  };
  canvas.addEventListener('pointerleave', () => { byId('tip').hidden = true; });
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !scene.svg.contains(event.target)) return;
    const node = event.target.closest?.('.node');
    grip = { id: node?.dataset.id, tie: node ? null : tieUnder(event), from: toWorld(event), x: camera.x, y: camera.y, moved: false };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!grip) { over(event); return; }
    const [x, y] = toWorld(event);
    const [dx, dy] = [x - grip.from[0], y - grip.from[1]];
    if (!grip.moved && Math.hypot(dx, dy) < 4) return;
    if (!grip.moved) canvas.setPointerCapture(event.pointerId);
    grip.moved = true;
    byId('tip').hidden = true;
    if (grip.id) {
      scene.at.set(grip.id, [(x - camera.x) / camera.k, (y - camera.y) / camera.k]);
      moveNode(grip.id);
      moveLines(grip.id);
      badges([]);
    } else {
      Object.assign(camera, { x: grip.x + dx, y: grip.y + dy });
      applyCamera();
    }
  });
  const release = () => {
    if (grip && !grip.moved) {
      if (grip.id) { scene.groups.get(grip.id).focus({ preventScroll: true }); select(`entity:${grip.id}`); }
      else if (grip.tie) openTie(ties.get(grip.tie));
      else if (state.sel) closePanel();
    } else if (grip?.id) emphasise();
    grip = null;
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', () => { grip = null; });
  // A wheel over the picture scrolls the page until the picture is in use.
  canvas.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey && !canvas.contains(document.activeElement)) return;
    if (!scene.svg.contains(event.target)) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY * 0.0016), toWorld(event));
  }, { passive: false });
}

let active = null;

function setActive(id, focus) {
  if (active) scene.groups.get(active)?.setAttribute('tabindex', '-1');
  active = id;
  const group = scene.groups.get(id);
  if (!group) return;
  group.setAttribute('tabindex', '0');
  if (focus) {
    group.focus({ preventScroll: true });
    byId('status').textContent = group.getAttribute('aria-label');
  }
}

// The neighbour that lies best in the direction of the arrow; where there is none, any node there.
function neighbour(id, dx, dy) {
  const [x, y] = scene.at.get(id);
  const near = new Set();
  for (const tieId of scene.shown.keys()) {
    const tie = ties.get(tieId);
    if (tie.a === id) near.add(tie.b);
    if (tie.b === id) near.add(tie.a);
  }
  const best = (ids) => {
    let found = null;
    for (const other of ids) {
      const [ox, oy] = scene.at.get(other);
      const length = Math.hypot(ox - x, oy - y) || 1;
      const along = ((ox - x) * dx + (oy - y) * dy) / length;
      if (other === id || along < 0.4) continue;
      const cost = length / along ** 2;
      if (!found || cost < found.cost) found = { cost, other };
    }
    return found?.other;
  };
  return best(near) || best([...scene.groups.keys()].filter((other) => !scene.groups.get(other).classList.contains('away')));
}

function listenKeys() {
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener('keydown', (event) => {
    const id = document.activeElement?.dataset?.id;
    if (!id || !scene.groups.has(id)) return;
    if (arrows[event.key]) {
      const next = neighbour(id, ...arrows[event.key]);
      if (next) setActive(next, true);
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      select(`entity:${id}`);
      byId('panel').querySelector('h2')?.focus();
      event.preventDefault();
    } else if (event.key === '+' || event.key === '=') zoomBy(1.25);
    else if (event.key === '-') zoomBy(0.8);
    else if (event.key === '0') fit();
  });
  canvas.addEventListener('focusin', (event) => {
    const id = event.target.dataset?.id;
    if (id && scene.groups.has(id)) setActive(id, false);
  });
}

function zoomButtons() {
  const step = (factor) => (viewNow() === 'map' ? zoomMap(factor) : zoomBy(factor));
  replace(byId('zoom'), button('+', () => step(1.3), { 'aria-label': 'Zoom in' }),
    button('−', () => step(1 / 1.3), { 'aria-label': 'Zoom out' }),
    button('Fit', () => (viewNow() === 'map' ? update({ zoom: '' }) : fit()), { 'aria-label': 'Fit the whole network' }));
}
