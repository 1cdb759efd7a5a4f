// Ego and path view: which part of the network is drawn, and where its nodes stand.
const NODE_VIEWS = new Set(['network', 'ego', 'paths']);
const viewNow = () => (VIEWS.some(([key]) => key === state.view) ? state.view : 'network');
const busiest = () => [...data.nodes].sort((m, n) => n.degree - m.degree || (m.id < n.id ? -1 : 1));
const egoNow = () => (nodes.has(state.at) ? state.at : busiest()[0]?.id);

// The chosen ends; else the busiest two actors that no tie joins: their path is worth a look.
function pathEnds() {
  const order = busiest().map((n) => n.id);
  const chosen = [state.from, state.to].map((id) => (nodes.has(id) ? id : null));
  const tied = neighbours(data.ties);
  const apart = (from) => order.find((id) => id !== from && !tied.get(from)?.has(id));
  const from = chosen[0] || order.find((id) => id !== chosen[1] && (chosen[1] || apart(id))) || order[0];
  const to = chosen[1] && chosen[1] !== from ? chosen[1] : apart(from) || order.find((id) => id !== from);
  return [from, to];
}

// Neighbours by node over the given ties.
function neighbours(list) {
  const found = new Map();
  for (const tie of list) {
    for (const [a, b] of [[tie.a, tie.b], [tie.b, tie.a]]) {
      if (!nodes.has(a) || !nodes.has(b)) continue;
      if (!found.has(a)) found.set(a, new Set());
      found.get(a).add(b);
    }
  }
  return found;
}

function stepsFrom(start, near, most = Infinity) {
  const far = new Map([[start, 0]]);
  for (let edge = [start], depth = 1; edge.length && depth <= most; depth += 1) {
    const next = [];
    for (const id of edge) for (const other of near.get(id) || []) if (!far.has(other)) { far.set(other, depth); next.push(other); }
    edge = next;
  }
  return far;
}

// The shortest chains of ties between two nodes, over the ties that are shown; at most `most` of them are listed.
function shortestChains(from, to, shown, most = 200) {
  const near = neighbours([...shown.keys()].map((id) => ties.get(id)));
  const back = stepsFrom(to, near);
  if (!back.has(from)) return { chains: [], length: null, count: 0 };
  const onward = (id) => [...near.get(id) || []].filter((other) => back.get(other) === back.get(id) - 1).sort();
  const ways = new Map([[to, 1]]);
  for (const id of [...back.keys()].sort((a, b) => back.get(a) - back.get(b))) if (id !== to) ways.set(id, onward(id).reduce((sum, other) => sum + ways.get(other), 0));
  const chains = [];
  const walk = (chain) => {
    if (chains.length >= most) return;
    const last = chain.at(-1);
    if (last === to) chains.push(chain);
    else for (const other of onward(last)) walk([...chain, other]);
  };
  walk([from]);
  return { chains, length: back.get(from), count: ways.get(from) };
}

const roomOf = (id) => 2 * Math.max(nodes.get(id).r, String(entities.get(id).label).length * 4 + 2) + 12;

// Rings around the ego: neighbours keep the direction in which they stand in the whole picture.
function egoPlan() {
  const ego = egoNow();
  const off = listed('off');
  const near = neighbours(data.ties.filter((t) => !off.has(t.layer)));
  const far = stepsFrom(ego, near, state.hops === '2' ? 2 : 1);
  const [ex, ey] = nodes.get(ego)[scene.shape];
  const angle = (id) => Math.atan2(nodes.get(id)[scene.shape][1] - ey, nodes.get(id)[scene.shape][0] - ex);
  const at = new Map([[ego, [0, 0]]]);
  const stretch = scene.shape === 'wide' ? 1.6 : 0.8;
  let radius = 110;
  for (const depth of [1, 2]) {
    let ring = [...far.keys()].filter((id) => far.get(id) === depth).sort((a, b) => angle(a) - angle(b) || (a < b ? -1 : 1));
    while (ring.length) {
      const room = ring.map(roomOf);
      const girth = 2 * Math.PI * radius * ((1 + stretch) / 2) * 0.9;
      let [taken, sum] = [0, 0];
      while (taken < ring.length && sum + room[taken] <= girth) { sum += room[taken]; taken += 1; }
      taken = Math.max(1, taken);
      const now = taken < ring.length ? ring.filter((id, i) => Math.floor(((i + 1) * taken) / ring.length) > Math.floor((i * taken) / ring.length)) : ring;
      const first = now.length > 1 ? angle(now[0]) : angle(now[0]) || 0;
      now.forEach((id, i) => {
        const turn = first + (2 * Math.PI * i) / now.length;
        at.set(id, [Math.cos(turn) * radius * stretch, Math.sin(turn) * radius]);
      });
      ring = ring.filter((id) => !now.includes(id));
      radius += 64;
    }
    radius += 24;
  }
  return framed(at, new Set(data.ties.filter((t) => at.has(t.a) && at.has(t.b)).map((t) => t.id)));
}

// Columns by distance from the start.
function pathPlan(shown) {
  const [from, to] = pathEnds();
  const found = from && to ? shortestChains(from, to, shown) : { chains: [] };
  const columns = new Map();
  for (const chain of found.chains) chain.forEach((id, i) => columns.set(i, (columns.get(i) || new Set()).add(id)));
  const at = new Map();
  if (!columns.size) for (const [i, id] of [from, to].entries()) columns.set(i, new Set([id]));
  const tall = scene.shape === 'tall';
  for (const [i, ids] of columns) {
    const rows = [...ids].sort((a, b) => nodes.get(b).degree - nodes.get(a).degree || (a < b ? -1 : 1));
    const gap = Math.max(56, ...rows.map((id) => (tall ? roomOf(id) : 2 * nodes.get(id).r + 34)));
    rows.forEach((id, n) => { const across = (n - (rows.length - 1) / 2) * gap; at.set(id, tall ? [across, i * 150] : [i * 230, across]); });
  }
  const pairs = new Set(found.chains.flatMap((chain) => chain.slice(1).map((id, i) => pairId(chain[i], id))));
  return { ...framed(at, new Set([...shown.keys()].filter((id) => pairs.has(pairId(ties.get(id).a, ties.get(id).b))))), ...found };
}

function framed(at, tieIds) {
  const spots = [...at];
  const [xs, ys, room] = [spots.map(([, p]) => p[0]), spots.map(([, p]) => p[1]), spots.map(([id]) => roomOf(id) / 2 + 24)];
  const [left, top] = [Math.min(...xs.map((x, i) => x - room[i])), Math.min(...ys.map((y, i) => y - room[i]))];
  let width = Math.max(...xs.map((x, i) => x + room[i])) - left;
  let height = Math.max(...ys.map((y, i) => y + room[i])) - top;
  // A picture of three nodes must not fill the screen: keep a least frame around it.
  const [dx, dy] = [Math.max(0, (scene.shape === 'wide' ? 720 : 380) - width) / 2, Math.max(0, 330 - height) / 2];
  width += 2 * dx;
  height += 2 * dy;
  return { at: new Map(spots.map(([id, [x, y]]) => [id, [x - left + dx, y - top + dy]])), ties: tieIds, width, height };
}

// The part of the network that the view shows; null stands for the whole.
function planNow(shown) {
  const view = viewNow();
  if (!data.nodes.length || (view !== 'ego' && view !== 'paths')) return null;
  return view === 'ego' ? egoPlan() : pathPlan(shown);
}
