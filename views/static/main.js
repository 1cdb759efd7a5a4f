// Start: draw everything once, then redraw only what a change of state touches.
const VIEW_KEYS = ['view', 'at', 'hops', 'from', 'to', 'by_score', 'world'];
const FILTER_KEYS = ['on', 'by', 'off', 'mod', 'out', 'atlas', 'sign', 'dis'];

function refilter() {
  const shown = standing();
  showTies(shown);
  countShown(shown);
  drawLegend(shown);
  drawDrawer();
  drawTable();
  emphasise();
  announce(shown);
  showDate();
  showView();
}

// After a jump to a sentence or a fact, bring it into view inside its own box, not the whole page.
function reveal() {
  const panel = byId('panel');
  const goal = panel.querySelector('#quoted') || (state.fact ? panel.querySelector(`[data-fact="${CSS.escape(state.fact)}"]`) : null);
  if (goal) goal.scrollIntoView({ behavior: 'auto', block: goal.id === 'quoted' ? 'center' : 'nearest' });
  else panel.scrollTop = 0;
}

function paint(changed, before) {
  if (FILTER_KEYS.some((key) => changed.has(key))) refilter();
  const turned = VIEW_KEYS.some((key) => changed.has(key));
  if (turned) { refilter(); readCamera(); }
  if (changed.has('zoom') && viewNow() === 'map') showView();
  else if (changed.has('zoom') && !state.zoom) readCamera();
  if (changed.has('sort') || changed.has('dir') || changed.has('pairs')) drawTable();
  if (!changed.has('sel') && !changed.has('fact')) {
    if (turned && !state.sel) drawPanel();
    else if (FILTER_KEYS.some((key) => changed.has(key)) && (!state.sel || state.sel.startsWith('dyad:') || state.sel.startsWith('entity:'))) redrawPanel();
    return;
  }
  const keep = changed.has('sel') ? null : byId('panel').scrollTop;
  drawPanel();
  if (changed.has('sel')) {
    emphasise();
    for (const row of document.querySelectorAll('.dyads tr[data-dyad]')) row.classList.toggle('chosen', state.sel === `dyad:${row.dataset.dyad}`);
    document.body.classList.toggle('open', Boolean(state.sel));
  }
  if (keep !== null) byId('panel').scrollTop = keep;
  if (state.fact || keep === null) reveal();
  if (!state.sel && before.sel) restoreFocus(before.sel);
}

// The same panel with other numbers: the reader stays where he was.
function redrawPanel() {
  const panel = byId('panel');
  const keep = panel.scrollTop;
  drawPanel();
  panel.scrollTop = keep;
}

function restoreFocus(sel) {
  const [kind, id] = [sel.slice(0, sel.indexOf(':')), sel.slice(sel.indexOf(':') + 1)];
  if (kind === 'entity') scene.groups.get(id)?.focus({ preventScroll: true });
  else if (kind === 'dyad') document.querySelector(`.dyads tr[data-dyad="${CSS.escape(id)}"] button`)?.focus({ preventScroll: true });
}

function start() {
  Object.assign(state, readHash());
  document.body.classList.toggle('crowd', CROWD);
  drawHead();
  drawSections();
  drawNetwork();
  zoomButtons();
  drawSaves();
  drawSlider();
  refilter();
  readCamera();
  drawPanel();
  document.body.classList.toggle('open', Boolean(state.sel));
  reveal();
  if (data.nodes.length) setActive([...data.nodes].sort((m, n) => n.degree - m.degree || (m.id < n.id ? -1 : 1))[0].id, false);
  listenPointer();
  listenKeys();
  listenSearch();
  onChange(paint);
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (byId('filters').open) byId('filters').open = false;
    else if (state.sel) closePanel();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!byId('filters').contains(event.target)) byId('filters').open = false;
  });
  let shape = scene.shape;
  addEventListener('resize', () => {
    if (shapeFor() === shape) return;
    drawNetwork();
    shape = scene.shape;
    refilter();
    readCamera();
  });
  window.ready = true;
}

start();
