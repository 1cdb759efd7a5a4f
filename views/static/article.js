// The article: its whole text, every fact underlined, the chosen one marked and brought into view.
function pieces(article, chosen) {
  const found = [];
  for (const [id, fact] of Object.entries(data.facts)) {
    if (fact.source !== article.id) continue;
    for (const [start, end] of fact.spans || []) found.push({ id, start, end });
  }
  const cuts = new Set([0, article.text.length]);
  for (const { start, end } of found) cuts.add(start).add(end);
  const around = (factOf(chosen)?.source === article.id && factOf(chosen).spans || []).map(([s, e]) => sentenceAround(article.text, s, e));
  for (const [from, to] of around) cuts.add(from).add(to);
  const edges = [...cuts].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [from, to] = [edges[i], edges[i + 1]];
    const over = found.filter((s) => s.start <= from && s.end >= to).map((s) => s.id);
    parts.push({ text: article.text.slice(from, to), over, marked: over.includes(chosen), near: around.some(([s, e]) => s <= from && e >= to) });
  }
  return parts;
}

function markedText(article, chosen) {
  const body = el('div', { class: 'text', lang: 'en' });
  let mark = null;
  for (const part of pieces(article, chosen)) {
    if (part.marked) {
      mark = mark || body.appendChild(el('mark', { id: body.querySelector('mark') ? null : 'quoted', tabindex: '-1' }));
      mark.append(part.text);
      continue;
    }
    mark = null;
    if (!part.over.length) { body.append(part.near ? el('span', { class: 'near', text: part.text }) : part.text); continue; }
    const next = part.over.find((id) => id !== chosen) || part.over[0];
    body.append(el('span', { class: `cited ${part.near ? 'near' : ''}`, role: 'button', tabindex: '0', title: 'Open the fact read from this sentence', text: part.text,
      onclick: () => update({ fact: next }), onkeydown: (e) => { if (e.key === 'Enter') update({ fact: next }); } }));
  }
  return body;
}

function articlePanel(id) {
  const article = articles.get(id);
  if (!article) return [el('p', { text: 'This article is not in this file.' })];
  const fact = factOf(state.fact);
  const own = Object.entries(data.facts).filter(([, f]) => f.source === id).length;
  const link = outside(article.url, 'original');
  return [
    el('p', { class: 'kicker', text: 'Article' }),
    el('h2', { tabindex: '-1', text: article.title }),
    el('p', { class: 'by' }, [article.outlet, article.published ? when(article.published) : 'undated', many(own, 'fact')].filter(Boolean).join(' · '), link ? [' · ', link] : ''),
    fact && fact.source === id ? factCard(state.fact, true, true) : el('p', { class: 'note', text: 'Underlined sentences have been read as facts: choose one.' }),
    markedText(article, state.fact),
  ];
}
