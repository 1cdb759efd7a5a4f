// Look-ups by id, and the words that the page uses for the closed sets of the model.
const entities = new Map(data.entities.map((e) => [e.id, e]));
const nodes = new Map(data.nodes.map((n) => [n.id, n]));
const articles = new Map(data.articles.map((a) => [a.id, a]));
// The contested first, then those with most claims.
data.contracts.sort((c, d) => d.contested.length - c.contested.length || d.facts.length - c.facts.length || (c.id < d.id ? -1 : 1));
const contracts = new Map(data.contracts.map((c) => [c.id, c]));
const dyads = new Map(data.dyads.map((d) => [d.id, d]));
const memberships = new Map(data.memberships.map((m) => [m.id, m]));
const pressures = new Map(data.pressures.map((p) => [p.state, p]));
const ties = new Map(data.ties.map((t) => [t.id, t]));
const factOf = (id) => data.facts[id];
// What a person rejected, or whose article was retracted: it is shown, apart, and counts for nothing.
const struck = (fact) => fact?.judged === 'rejected' || fact?.judged === 'retracted';
// Ties on whose acts, contracts or memberships sources differ; the disputed acts by their facts.
const CONTESTED = new Map(data.ties.filter((t) => t.contested).map((t) => [t.id, t.contested]));
const disputeOf = new Map(data.disputes.flatMap((d) => d.facts.map((id) => [id, d])));
const nameOf = (id) => (entities.has(id) ? entities.get(id).name : id || '');
const pairId = (a, b) => (a <= b ? `${a}~${b}` : `${b}~${a}`);
const dyadName = (d) => `${nameOf(d.a)} – ${nameOf(d.b)}`;

const LAYERS = {
  tie: 'Cooperation', tension: 'Tension', contract: 'Contract', membership: 'Membership', rivalry: 'Rivalry (atlas)',
};
const SIGNS = { tie: '+', tension: '−', contract: '', membership: '', rivalry: '−' };
const MODALITY = { fact: 'done', planned: 'planned', possible: 'possible', claimed: 'claimed', denied: 'denied' };
const REASON = {
  prior_only: 'no dated fact: the value is the prior alone', no_overlap: 'no common ground to compare',
  no_events: 'no events', no_triads: 'no closed triads', no_edges: 'no ties', not_a_number: 'not defined here',
  no_estimate: 'no estimate',
};
const FIELD = {
  value: 'value', quantity: 'quantity', signed: 'date signed', status: 'status', item: 'item', done: 'whether it was done',
  polarity: 'whether it was friendly', valid_from: 'first day', valid_to: 'last day',
};
const differOn = (fields) => `Sources differ on: ${fields.map((f) => FIELD[f] || lower(f)).join(', ')}.`;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const reason = (code) => REASON[code] || String(code || '').replace(/_/g, ' ');
const lower = (code) => String(code || '').replace(/_/g, ' ').toLowerCase();
const titled = (code) => { const t = lower(code); return t.charAt(0).toUpperCase() + t.slice(1); };

function outletOf(fact) {
  const article = articles.get(fact.source);
  return article ? article.outlet || 'unnamed outlet' : null;
}

function factWords(fact) {
  const article = articles.get(fact.source);
  if (article && fact.spans) return fact.spans.map(([s, e]) => article.text.slice(s, e)).join(' … ');
  return (fact.quotes || []).join(' … ') || fact.citation || '';
}

const signOf = (fact) => (fact.kind === 'rivalry' || fact.polarity === '-' ? '−' : fact.polarity === '+' ? '+' : '');
const toneOf = (fact) => ({ '+': 'tie', '−': 'tension' })[signOf(fact)] || 'neutral';

function contractName(c) {
  const what = c.item || `${lower(c.kind)} contract`;
  const who = [c.seller, c.buyer].filter(Boolean).map(nameOf).join(' → ');
  return who ? `${what} (${who})` : what;
}

// How a score reads in words; the thresholds are those of the portfolios in the analysis.
function tensionWord(value) {
  if (value === null || value === undefined) return 'no score';
  if (value > 0.1) return 'tense';
  if (value < -0.1) return 'cooperative';
  return 'even';
}
