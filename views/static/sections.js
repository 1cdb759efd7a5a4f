// The sections below the network: dyads, contracts, pressure, alliances, people, articles, method.
function section(id, title, count, ...body) {
  return el('section', { class: 'card section', id: `s-${id}`, 'aria-label': title },
    el('h2', null, title, count === null ? '' : el('span', { class: 'count', text: String(count) })), body);
}

function pressureRows() {
  return el('ul', { class: 'list' }, data.pressures.map((p) => el('li', null,
    el('button', { type: 'button', class: 'row3', onclick: () => select(`pressure:${p.state}`) }, el('span', { text: nameOf(p.state) }),
      p.value === null ? el('span', { class: 'none', text: reason(p.reason) })
        : draw('svg', { class: 'meter', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { class: 'track', width: 100, height: 6, rx: 3 }), draw('rect', { class: 'tension', width: (100 * p.value).toFixed(1), height: 6, rx: 3 })),
      el('span', { class: 'value', text: number(p.value) })))));
}

function allianceRows() {
  const byBody = new Map();
  for (const m of data.memberships) byBody.set(m.alliance, [...(byBody.get(m.alliance) || []), m]);
  const on = data.as_of || '9';
  const now = (list) => [...new Set(list.filter((m) => !m.valid_to || m.valid_to >= on).map((m) => m.country))].sort();
  const told = (list) => list.filter((m) => m.facts.length).length;
  const order = [...byBody].sort((x, y) => told(y[1]) - told(x[1]) || now(y[1]).length - now(x[1]).length || (x[0] < y[0] ? -1 : 1));
  return order.map(([body, list]) => el('details', { class: 'more' },
    el('summary', null, nameOf(body), el('span', { class: 'count', text: String(now(list).length) }), el('span', { class: 'by', text: ` ${now(list).slice(0, 14).join(' ')}${now(list).length > 14 ? ' …' : ''}` })),
    membershipList(list, false)));
}

function peopleRows() {
  return el('ul', { class: 'list people' }, data.people.map((p) => el('li', null, el('details', { class: 'more' },
    el('summary', null, p.name, el('span', { class: 'by', text: ` ${[
      ...p.holds.slice(0, 1).map((f) => `${lower(factOf(f).type)}${(factOf(f).roles || []).filter((r) => r.role === 'employer').map((r) => `, ${nameOf(r.entity)}`).join('')}`),
      p.said.length ? `quoted in ${many(p.said.length, 'fact')}` : null].filter(Boolean).join(' · ')}` })),
    [...new Set([...p.holds, ...p.said])].map((f) => el('div', { class: 'inset' }, factCard(f, false), readButton(f, factOf(f))))))));
}

function articleRows() {
  const counts = new Map();
  for (const f of Object.values(data.facts)) counts.set(f.source, (counts.get(f.source) || 0) + 1);
  return el('ul', { class: 'list' }, data.articles.slice(0, 600).map((a) => el('li', null,
    el('button', { type: 'button', class: 'row3', onclick: () => select(`article:${a.id}`) },
      el('span', null, a.title, el('small', { text: [a.outlet, a.published ? when(a.published) : 'undated'].filter(Boolean).join(', ') })), el('span'),
      el('span', { class: 'value', text: many(counts.get(a.id) || 0, 'fact') })))));
}

function flat(value, path = []) {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return Object.entries(value).flatMap(([k, v]) => flat(v, [...path, k]));
  return [[path.join(' · '), Array.isArray(value) ? value.join(', ') : String(value)]];
}

function methodRows() {
  const rows = flat(data.weights);
  return [
    el('p', { text: `Written by ${data.tool}, as of ${when(data.as_of)}. Tension is the decayed mean of the scores of dated events, shrunk towards a prior; its parts add up to it. Alignment comes from shared alliances and cooperative ties. What only the atlas says is marked as such and can be hidden.` }),
    rows.length ? el('details', { class: 'more' }, el('summary', null, 'Weights in use', el('span', { class: 'count', text: String(rows.length) })),
      el('table', { class: 'weights' }, el('tbody', null, rows.map(([k, v]) => el('tr', null, el('th', { scope: 'row', text: k }), el('td', { text: v })))))) : null,
  ];
}

function drawSections() {
  const told = [
    ['dyads', 'Dyads', data.dyads.length, el('div', { id: 'dyads-body' })],
    data.contracts.length ? ['contracts', 'Contracts', data.contracts.length, el('div', { class: 'cards' }, data.contracts.map((c) => contractCard(c)))] : null,
    data.pressures.length ? ['pressure', 'Cross-pressure', data.pressures.length, pressureRows()] : null,
    data.memberships.length ? ['alliances', 'Alliances', new Set(data.memberships.map((m) => m.alliance)).size, allianceRows()] : null,
    data.people.length ? ['people', 'People', data.people.length, peopleRows()] : null,
    ['articles', 'Articles', data.articles.length, articleRows()],
    ['method', 'Method', null, methodRows()],
  ].filter(Boolean);
  replace(byId('sections'), told.map(([id, title, count, body]) => section(id, title, count, body)));
  const jump = (target) => target.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  replace(byId('jumps'), button('Network', () => jump(byId('network-card'))), told.map(([id, title]) => button(title, () => jump(byId(`s-${id}`)))));
}

function drawHead() {
  const c = data.counts;
  byId('about').textContent = [
    data.title, data.as_of ? `as of ${when(data.as_of)}` : null, many(c.articles, 'article'),
    c.outlets ? many(c.outlets, 'outlet') : null, many(c.facts, 'fact'),
  ].filter(Boolean).join(' · ');
  replace(byId('findings'), data.findings.map((f) => el('button', { type: 'button', class: `finding ${f.kind}`, onclick: () => select(f.select) },
    el('b', { text: f.title }), el('span', { text: f.text }))));
  byId('findings').hidden = !data.findings.length;
  byId('empty').textContent = data.counts.articles ? 'No relation between two actors was read in these articles.' : 'There are no articles in this file.';
}
