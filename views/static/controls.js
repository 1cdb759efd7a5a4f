// What a view is about: the state in the middle, the ends of a path, the colour of the map.
const VIEWS = [['network', 'Network'], ['ego', 'Ego'], ['paths', 'Paths'], ['map', 'Map'], ['matrix', 'Matrix'], ['timeline', 'Timeline']];

function choice(label, key, value, options) {
  const box = el('select', { id: `c-${key}`, onchange: (e) => update({ [key]: e.target.value, zoom: '' }) },
    options.map(([id, text]) => el('option', { value: id, text, selected: id === value })));
  return el('label', { class: 'choice' }, el('span', { text: label }), box);
}

const byName = (list) => list.map((id) => [id, nameOf(id)]).sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
const nodeOptions = () => byName(data.nodes.map((n) => n.id));

function controlsOf(view) {
  if (!data.nodes.length) return [];
  if (view === 'ego') {
    return [choice('Around', 'at', egoNow(), nodeOptions()), choice('up to', 'hops', state.hops === '2' ? '2' : '', [['', '1 step'], ['2', '2 steps']]),
      el('span', { class: 'by', text: 'with the ties among those shown' })];
  }
  if (view === 'paths') {
    const [from, to] = pathEnds();
    if (!to) return [];
    return [choice('From', 'from', from, nodeOptions()), choice('to', 'to', to, nodeOptions().filter(([id]) => id !== from)),
      button('Swap', () => update({ from: to, to: from, zoom: '' }), { class: 'quiet' }),
      el('span', { class: 'by', text: 'shortest chains over the relations shown: hide one to look past it' })];
  }
  if (view === 'map') {
    return [choice('Towards', 'at', homeNow(), byName(mapStates())), choice('coloured by', 'by_score', state.by_score, [['', 'tension'], ['alignment', 'alignment']]),
      button(state.world ? 'These states' : 'Whole world', () => update({ world: state.world ? '' : '1', zoom: '' }), { class: 'quiet', id: 'c-world' })];
  }
  return [];
}

function drawControls(view) {
  const focused = document.activeElement?.id;
  const made = controlsOf(view);
  replace(byId('controls'), made);
  byId('controls').hidden = !made.length;
  if (focused?.startsWith('c-')) byId(focused)?.focus();
}

// The chains of the path view, each hop with the relations that make it.
function pathPanel() {
  const [from, to] = pathEnds();
  if (!from || !to) return [el('p', { text: 'There are no two actors to connect.' })];
  const found = shortestChains(from, to, scene.shown);
  const hop = (a, b) => [...scene.shown.keys()].map((id) => ties.get(id)).filter((t) => pairId(t.a, t.b) === pairId(a, b));
  const chain = (ids) => el('li', { class: 'chain' }, ids.map((id, i) => [
    i ? el('span', { class: 'hop' }, hop(ids[i - 1], id).map((t) => button(`${SIGNS[t.layer] ? `${SIGNS[t.layer]} ` : ''}${LAYERS[t.layer].toLowerCase()}`, () => openTie(t), { class: `tag ${t.layer}` }))) : null,
    button(nameOf(id), () => select(`entity:${id}`), { class: 'link' })]));
  return [
    el('p', { class: 'kicker', text: 'Paths' }), el('h2', { tabindex: '-1', text: `${nameOf(from)} to ${nameOf(to)}` }),
    found.length === null ? el('p', { text: 'No chain of the relations shown connects them. Show more relations or a later date.' })
      : el('p', { id: 'path-count', text: `${many(found.count, 'shortest chain')} of ${many(found.length, 'step')}.` }),
    el('ol', { class: 'list chains' }, found.chains.slice(0, 40).map(chain)),
    found.count > 40 ? el('p', { class: 'note', text: `The first 40 of ${found.count} are listed${found.count > 200 ? ', the first 200 are drawn' : ''}.` }) : null,
  ];
}
