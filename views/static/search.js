// Search over names, contracts, dyads and articles; the list is walked with the arrow keys.
const INDEX = [
  ...data.entities.filter((e) => nodes.has(e.id)).map((e) => ({ text: e.name, more: `${e.id} · ${e.kind}`, sel: `entity:${e.id}`, node: e.id })),
  ...data.contracts.map((c) => ({ text: contractName(c), more: 'contract', sel: `contract:${c.id}` })),
  ...data.dyads.map((d) => ({ text: dyadName(d), more: 'dyad', sel: `dyad:${d.id}` })),
  ...data.articles.map((a) => ({ text: a.title, more: a.outlet || 'article', sel: `article:${a.id}` })),
];
let hits = [];
let cursor = -1;

function findHits(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const score = (item) => (item.text.toLowerCase().startsWith(words[0]) ? 0 : 1);
  return INDEX.filter((item) => { const t = `${item.text} ${item.more}`.toLowerCase(); return words.every((w) => t.includes(w)); })
    .sort((a, b) => score(a) - score(b)).slice(0, 9);
}

function openHit(hit) {
  hideHits();
  byId('search').value = '';
  markFound([]);
  select(hit.sel);
  if (hit.node) setActive(hit.node, false);
}

function hideHits() {
  hits = [];
  byId('hits').hidden = true;
  byId('search').setAttribute('aria-expanded', 'false');
  byId('search').removeAttribute('aria-activedescendant');
}

function markFound(ids) {
  const found = new Set(ids);
  for (const [id, group] of scene.groups) group.classList.toggle('found', found.has(id));
}

function showHits() {
  const input = byId('search');
  hits = findHits(input.value);
  cursor = hits.length ? 0 : -1;
  markFound(hits.map((h) => h.node).filter(Boolean));
  byId('hits').hidden = !input.value.trim();
  input.setAttribute('aria-expanded', String(!byId('hits').hidden));
  paintHits();
}

function paintHits() {
  replace(byId('hits'), hits.length ? hits.map((hit, i) => el('li', { role: 'option', id: `hit-${i}`, 'aria-selected': String(i === cursor),
    onpointerdown: (e) => { e.preventDefault(); openHit(hit); } }, el('span', { text: hit.text }), el('small', { text: hit.more }))) : el('li', { class: 'none', text: 'Nothing found' }));
  if (cursor >= 0) byId('search').setAttribute('aria-activedescendant', `hit-${cursor}`);
}

function listenSearch() {
  const input = byId('search');
  input.addEventListener('input', showHits);
  input.addEventListener('blur', () => { hideHits(); markFound([]); });
  input.addEventListener('keydown', (event) => {
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && hits.length) {
      cursor = (cursor + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
      paintHits();
      event.preventDefault();
    } else if (event.key === 'Enter' && hits[cursor]) openHit(hits[cursor]);
    else if (event.key === 'Escape') { input.value = ''; hideHits(); markFound([]); event.stopPropagation(); }
  });
}
