// The network: lines below, nodes above, at the coordinates that came with the dossier.
const canvas = byId('canvas');
const scene = { plan: null, width: 1, height: 1, shape: 'wide', at: new Map(), lines: new Map(), groups: new Map(), shown: new Map(), svg: null, world: null };

function shapeFor() {
  return canvas.clientWidth / Math.max(1, canvas.clientHeight) < 1 ? 'tall' : 'wide';
}

// Ties of one pair are drawn as neighbouring arcs, so that none hides another.
function arcs() {
  const groups = new Map();
  for (const tie of data.ties) {
    const key = pairId(tie.a, tie.b);
    groups.set(key, [...(groups.get(key) || []), tie]);
  }
  const bend = new Map();
  for (const group of groups.values()) {
    group.forEach((tie, i) => bend.set(tie.id, (i - (group.length - 1) / 2) * 13));
  }
  return bend;
}
const BENDS = arcs();

function pathOf(tie) {
  const [ax, ay] = scene.at.get(tie.a);
  const [bx, by] = scene.at.get(tie.b);
  const bend = BENDS.get(tie.id) * 1.6;
  if (!bend) return `M${ax} ${ay}L${bx} ${by}`;
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const cx = (ax + bx) / 2 - ((by - ay) / length) * bend;
  const cy = (ay + by) / 2 + ((bx - ax) / length) * bend;
  return `M${ax} ${ay}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${bx} ${by}`;
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
  draw('text', { class: 'label', y: inside ? 0 : node.r + 10, 'text-anchor': 'middle', 'dominant-baseline': 'central', text: entity.label }),
  bloc && bloc.mark ? draw('text', { class: 'mark', y: node.r - 3, 'text-anchor': 'middle', text: bloc.mark }) : null);
}

function drawNetwork() {
  scene.shape = shapeFor();
  for (const node of data.nodes) scene.at.set(node.id, [...node[scene.shape]]);
  const lines = draw('g', { class: 'lines' });
  const order = { membership: 0, rivalry: 1, tie: 2, tension: 3, contract: 4 };
  const few = data.ties.length < 1500;
  scene.lines.clear();
  for (const tie of [...data.ties].sort((s, t) => order[s.layer] - order[t.layer])) {
    const line = draw('path', { class: `line ${tie.layer}`, d: pathOf(tie), 'data-tie': tie.id });
    const hit = few ? draw('path', { class: 'hit', d: pathOf(tie), 'data-tie': tie.id }) : null;
    lines.append(line);
    if (hit) lines.append(hit);
    scene.lines.set(tie.id, [line, hit]);
  }
  const dots = draw('g', { class: 'dots' });
  scene.groups.clear();
  for (const node of data.nodes) {
    const group = nodeGroup(node);
    scene.groups.set(node.id, group);
    dots.append(group);
  }
  scene.world = draw('g', { class: 'world' }, lines, dots, draw('g', { class: 'badges' }));
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

function moveLines(id) {
  for (const tie of data.ties) {
    if (id && tie.a !== id && tie.b !== id) continue;
    const d = pathOf(tie);
    for (const line of scene.lines.get(tie.id)) line?.setAttribute('d', d);
  }
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

// Show what stands: hide the rest, thicken by the number of facts, thin out what nobody calls done.
function showTies(found) {
  const plan = planNow(found);
  if (plan || scene.plan) settle(plan);
  const shown = plan ? new Map([...found].filter(([id]) => plan.ties.has(id))) : found;
  scene.shown = shown;
  const busy = new Set();
  for (const tie of data.ties) {
    const left = shown.get(tie.id);
    const [line, hit] = scene.lines.get(tie.id);
    line.classList.toggle('gone', !left);
    hit?.classList.toggle('gone', !left);
    if (!left) continue;
    busy.add(tie.a).add(tie.b);
    const firm = left.some((id) => ['fact', 'claimed', undefined].includes(factOf(id)?.modality));
    line.classList.toggle('faint', !firm);
    if (tie.layer === 'contract') line.style.strokeWidth = String(3.4 + Math.min(2.4, 0.6 * ((tie.refs || []).length - 1)));
    if (tie.layer === 'tie' || tie.layer === 'tension') {
      const base = tie.layer === 'tie' ? 1.4 : 1.8;
      line.style.strokeWidth = (base + Math.min(2, 0.5 * Math.sqrt(left.length - 1))).toFixed(2);
    }
  }
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
  for (const [id, [line]] of scene.lines) line.classList.toggle('near', Boolean(some && what.has(id)));
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
    const line = scene.lines.get(id)[0];
    const length = line.getTotalLength();
    const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73].map((part) => line.getPointAtLength(length * part));
    const mid = spots.find(free) || spots[0];
    taken.push(mid);
    const contested = CONTESTED.has(id);
    return draw('g', { class: `badge ${contested ? 'contested' : ties.get(id).layer}`, transform: `translate(${mid.x.toFixed(1)} ${mid.y.toFixed(1)})` },
      draw('circle', { r: 6.5 }), draw('text', { 'text-anchor': 'middle', 'dominant-baseline': 'central', text: contested ? '≠' : SIGNS[ties.get(id).layer] }));
  }));
}
