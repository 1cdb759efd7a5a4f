// The network: lines below, nodes above, at the coordinates that came with the dossier.
const canvas = byId('canvas');
const scene = { plan: null, near: null, hover: null, unit: 1, width: 1, height: 1, shape: 'wide', at: new Map(), lines: new Map(), groups: new Map(), shown: new Map(), svg: null, world: null };

function shapeFor() {
  return canvas.clientWidth / Math.max(1, canvas.clientHeight) < 1 ? 'tall' : 'wide';
}

function tieTitle(tie) {
  const n = (scene.shown.get(tie.id) || tie.facts).length;
  const deals = (tie.refs || []).filter((ref) => contracts.has(ref));
  const what = tie.layer !== 'contract' ? LAYERS[tie.layer] : deals.length === 1 ? contractName(contracts.get(deals[0])) : many(deals.length, 'contract');
  return `${nameOf(tie.a)} – ${nameOf(tie.b)}: ${what}, ${many(n, 'fact')}`;
}

function openTie(tie) {
  if (tie.layer === 'contract' && tie.refs?.length === 1) select(`contract:${tie.refs[0]}`);
  else if (tie.layer === 'membership') select(`entity:${tie.b.length === 3 && entities.get(tie.b)?.kind === 'country' ? tie.a : tie.b}`);
  else select(`dyad:${pairId(tie.a, tie.b)}`);
}

function nodeShape(entity, r) {
  if (entity.kind === 'alliance') return draw('rect', { class: 'shape', x: -r, y: -r, width: 2 * r, height: 2 * r, rx: r * 0.4 });
  if (entity.kind === 'country') return draw('circle', { class: 'shape', r });
  return draw('path', { class: 'shape', d: `M0 ${-r * 1.15}L${r * 1.15} 0L0 ${r * 1.15}L${-r * 1.15} 0Z` });
}

function nodeGroup(node) {
  const entity = entities.get(node.id);
  const inside = entity.kind === 'country';
  const bloc = data.blocs[entity.bloc];
  const words = [entity.name, entity.kind, bloc ? bloc.name : null, many(node.degree, 'tie')].filter(Boolean).join(', ');
  return draw('g', {
    class: `node ${inside ? 'country' : entity.kind === 'alliance' ? 'alliance' : 'organization'} ${bloc && bloc.hue !== null ? `b${bloc.hue}` : 'none'}`,
    'data-id': node.id, role: 'button', tabindex: '-1', 'aria-label': words,
  }, draw('circle', { class: 'focus', r: node.r + 5 }), nodeShape(entity, node.r),
  CROWD ? null : draw('text', { class: 'label', y: inside ? 0 : node.r + 10, 'text-anchor': 'middle', 'dominant-baseline': 'central', text: entity.label }),
  bloc && bloc.mark ? draw('text', { class: 'mark', y: node.r - 3, 'text-anchor': 'middle', text: bloc.mark }) : null);
}

function drawNetwork() {
  scene.shape = shapeFor();
  for (const node of data.nodes) scene.at.set(node.id, [...node[scene.shape]]);
  const lines = makeLines();
  const dots = draw('g', { class: 'dots' });
  scene.groups.clear();
  for (const node of data.nodes) {
    const group = nodeGroup(node);
    scene.groups.set(node.id, group);
    dots.append(group);
  }
  scene.world = draw('g', { class: 'world' }, lines, dots, draw('g', { class: 'labels', 'aria-hidden': 'true' }), draw('g', { class: 'badges' }));
  scene.svg?.remove();
  scene.svg = draw('svg', { id: 'network', role: 'group',
    'aria-label': `Network of ${many(data.nodes.length, 'node')} and ${many(data.ties.length, 'tie')}. Arrow keys walk between neighbours, Enter opens.` }, scene.world);
  canvas.prepend(scene.svg);
  settle(null);
}

function moveNode(id) {
  const [x, y] = scene.at.get(id);
  scene.groups.get(id).setAttribute('transform', `translate(${x} ${y})`);
}

function moveAll() {
  for (const id of scene.groups.keys()) moveNode(id);
}

// Put the nodes where the plan of the view has them; without a plan, where the dossier has them.
function settle(plan) {
  scene.plan = plan;
  [scene.width, scene.height] = plan ? [plan.width, plan.height] : data.sizes[scene.shape];
  for (const node of data.nodes) {
    scene.at.set(node.id, plan?.at.get(node.id) || [...node[scene.shape]]);
    scene.groups.get(node.id).classList.toggle('away', Boolean(plan) && !plan.at.has(node.id));
  }
  scene.svg.setAttribute('viewBox', `0 0 ${scene.width.toFixed(1)} ${scene.height.toFixed(1)}`);
  moveAll();
  moveLines();
}

// Show what stands, where the view wants it.
function showTies(found) {
  const plan = planNow(found);
  if (plan || scene.plan) settle(plan);
  const shown = plan ? new Map([...found].filter(([id]) => plan.ties.has(id))) : found;
  scene.shown = shown;
  const busy = new Set([...shown.keys()].flatMap((id) => [ties.get(id).a, ties.get(id).b]));
  showLines();
  for (const [id, group] of scene.groups) group.classList.toggle('idle', !busy.has(id) && !(plan && id === egoNow()));
  byId('empty').hidden = data.ties.length > 0;
}

// The nodes and ties that the selection is about; everything else steps back.
function focusOf(sel) {
  const [kind, ...rest] = sel.split(':');
  const id = rest.join(':');
  if (kind === 'entity' && nodes.has(id)) {
    const near = data.ties.filter((t) => scene.shown.has(t.id) && (t.a === id || t.b === id));
    return [new Set([id, ...near.flatMap((t) => [t.a, t.b])]), new Set(near.map((t) => t.id))];
  }
  if (kind === 'dyad') {
    const ends = id.split('~');
    return [new Set(ends), new Set(data.ties.filter((t) => pairId(t.a, t.b) === id).map((t) => t.id))];
  }
  if (kind === 'contract') {
    const found = data.ties.filter((t) => t.layer === 'contract' && t.refs?.includes(id));
    return [new Set(found.flatMap((t) => [t.a, t.b])), new Set(found.map((t) => t.id))];
  }
  if (kind === 'pressure' && pressures.has(id)) {
    const terms = pressures.get(id).terms;
    const who = new Set([id, ...terms.flatMap((t) => [t.supplier, t.ally])]);
    return [who, new Set(data.ties.filter((t) => who.has(t.a) && who.has(t.b)).map((t) => t.id))];
  }
  return [null, null];
}

function emphasise() {
  const [who, what] = focusOf(state.sel);
  const some = who && [...who].some((id) => scene.groups.has(id));
  scene.svg.classList.toggle('focused', Boolean(some));
  for (const [id, group] of scene.groups) group.classList.toggle('near', Boolean(some && who.has(id)));
  focusLines(some ? what : null);
  badges(some ? [...what].filter((id) => scene.shown.has(id)) : []);
}

// Plus and minus near the middle of the ties in question, off the nodes: the sign, told a third time.
function badges(ids) {
  const layer = scene.world.querySelector('.badges');
  const taken = [];
  const free = (p) => data.nodes.every((n) => Math.hypot(p.x - scene.at.get(n.id)[0], p.y - scene.at.get(n.id)[1]) > n.r + 8)
    && taken.every((q) => Math.hypot(p.x - q.x, p.y - q.y) > 14);
  const disputed = [...scene.shown.keys()].filter((id) => CONTESTED.has(id));
  const marked = new Set([...disputed.slice(0, 40), ...ids.slice(0, 60).filter((id) => SIGNS[ties.get(id).layer])]);
  replace(layer, [...marked].map((id) => {
    const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73].map((part) => pointAlong(ties.get(id), part));
    const mid = spots.find(free) || spots[0];
    taken.push(mid);
    const contested = CONTESTED.has(id);
    return draw('g', { class: `badge ${contested ? 'contested' : ties.get(id).layer}`, transform: `translate(${mid.x.toFixed(1)} ${mid.y.toFixed(1)})${CROWD ? ` scale(${(scene.unit / camera.k).toFixed(2)})` : ''}` },
      draw('circle', { r: 6.5 }), draw('text', { 'text-anchor': 'middle', 'dominant-baseline': 'central', text: contested ? '≠' : SIGNS[ties.get(id).layer] }));
  }));
}
