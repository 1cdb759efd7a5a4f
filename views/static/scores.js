// Tension at any two dates and under any filter of facts: the formula of analysis/tension.py over the acts.
const SCORING = data.scoring;
const ACTS = SCORING.acts;
const TOLD = ACTS.fact.map((id) => data.facts[id]?.reported || null);
const knownBy = () => state.by || SCORING.known_by || '';
const scoreKey = () => [state.on, state.by, state.mod, state.out].join('|');
const PLAIN_KEY = '|||';
const memo = { key: null, found: new Map() };

// The positions of the acts that count, grouped by dyad; `on` and `by` are ISO days or empty.
function countingActs(on, by) {
  const last = on ? toDays(on) : data.as_of ? toDays(data.as_of) : Infinity;
  const mod = listed('mod');
  const out = hiddenOutlets();
  const groups = new Map();
  const copies = new Map();
  for (let i = 0; i < ACTS.fact.length; i += 1) {
    if (ACTS.day[i] > last || (by && !(TOLD[i] && TOLD[i] <= by))) continue;
    const fact = data.facts[ACTS.fact[i]];
    if (fact && (mod.has(fact.modality) || (out.size && out.has(outletOf(fact))))) continue;
    copies.set(ACTS.act[i], (copies.get(ACTS.act[i]) || 0) + 1);
    if (!groups.has(ACTS.dyad[i])) groups.set(ACTS.dyad[i], []);
    groups.get(ACTS.dyad[i]).push(i);
  }
  return { last, groups, copies };
}

function weightOf(i, last, copies, halfLife) {
  const age = Number.isFinite(last) ? Math.max(0, last - ACTS.day[i]) : 0;
  return (ACTS.share[i] / copies.get(ACTS.act[i])) * 2 ** (-age / halfLife);
}

function theta(indices, last, copies, halfLife) {
  let [mass, sum] = [SCORING.k, SCORING.k * SCORING.prior];
  for (const i of indices) {
    const w = weightOf(i, last, copies, halfLife);
    mass += w;
    sum += w * ACTS.score[i];
  }
  return mass > 0 ? sum / mass : SCORING.prior;
}

function scoreOfActs(id, indices, last, copies) {
  const { k, prior, half_life: halfLife } = SCORING;
  const weights = indices.map((i) => weightOf(i, last, copies, halfLife));
  const volume = weights.reduce((a, b) => a + b, 0);
  const mass = volume + k;
  const value = -theta(indices, last, copies, halfLife) / 10;
  const [parts, sameAct] = [new Map(), new Map()];
  let [hostility, cooperation] = [0, 0];
  indices.forEach((i, n) => {
    const part = (weights[n] * ACTS.score[i]) / (-10 * mass);
    parts.set(ACTS.fact[i], (parts.get(ACTS.fact[i]) || 0) + part);
    sameAct.set(ACTS.act[i], (sameAct.get(ACTS.act[i]) || 0) + weights[n]);
    hostility += weights[n] * Math.max(-ACTS.score[i], 0);
    cooperation += weights[n] * Math.max(ACTS.score[i], 0);
  });
  const squares = [...sameAct.values()].reduce((a, w) => a + w * w, 0);
  const both = hostility + cooperation;
  const spread = () => intervalOfActs(id, indices, weights, volume, value);
  let kept = null;
  return {
    value, n: indices.length, n_eff: squares > 0 ? volume ** 2 / squares : 0, prior_share: mass > 0 ? k / mass : 1, volume, hostility, cooperation,
    ambivalence: both > 0 ? (2 * Math.min(hostility, cooperation)) / both : null, status: 'ok', prior: mass > 0 ? (-k * prior) / mass / 10 : -prior / 10,
    value_half: -theta(indices, last, copies, halfLife / 2) / 10, value_double: -theta(indices, last, copies, halfLife * 2) / 10, undated: 0,
    contributions: [...parts].sort((x, y) => Math.abs(y[1]) - Math.abs(x[1]) || (x[0] < y[0] ? -1 : 1)), recomputed: true,
    get lo() { kept = kept || spread(); return kept[0]; },
    get hi() { kept = kept || spread(); return kept[1]; },
  };
}

// A stream of numbers that hangs on the dyad alone, so that each opening shows the same interval.
function stream(text) {
  let seed = 2166136261;
  for (const c of text) seed = Math.imul(seed ^ c.codePointAt(0), 16777619);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const DRAWS = 1200;
const REACH = 1.6448536269514722; // of a 90 % interval, in standard deviations

// The interval of analysis/shrinkage.py: stories reweighed at random, the prior as one more story, with a
// stream of random numbers of our own; with one story the same without draws.
function intervalOfActs(id, indices, weights, volume, value) {
  const { k, prior, score_sd: sd, together } = SCORING;
  const stories = new Map();
  indices.forEach((i, n) => {
    const story = stories.get(ACTS.story[i]) || { scored: 0, mass: 0, acts: new Map() };
    stories.set(ACTS.story[i], story);
    story.scored += weights[n] * ACTS.score[i];
    story.mass += weights[n];
    story.acts.set(ACTS.act[i], (story.acts.get(ACTS.act[i]) || 0) + weights[n]);
  });
  const groups = [...stories.values()];
  const own = (g) => together * g.mass ** 2 + (1 - together) * [...g.acts.values()].reduce((a, w) => a + w * w, 0);
  if (groups.length < 2) {
    const reach = volume + k > 0 ? (REACH * sd * Math.sqrt((groups.length ? own(groups[0]) : 0) + k)) / (volume + k) : 20;
    return [Math.max(-1, value - reach / 10), Math.min(1, value + reach / 10)];
  }
  const heard = volume ** 2 / groups.reduce((a, g) => a + g.mass ** 2, 0);
  const unseen = groups.map((g) => sd * Math.sqrt((2 / (heard + 1)) * own(g)));
  const [random, drawn] = [stream(id), []];
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  for (let d = 0; d < DRAWS; d += 1) {
    const parts = groups.map(() => -Math.log(1 - random()));
    const scale = groups.length / parts.reduce((a, b) => a + b, 0);
    let [sum, mass] = [k * prior + Math.sqrt(k) * sd * normal(), k];
    groups.forEach((g, i) => { sum += parts[i] * scale * g.scored + unseen[i] * normal(); mass += parts[i] * scale * g.mass; });
    drawn.push(Math.max(-1, Math.min(1, -sum / mass / 10)));
  }
  drawn.sort((a, b) => a - b);
  const at = (q) => {
    const place = q * (DRAWS - 1);
    const floor = Math.floor(place);
    return drawn[floor] + (place - floor) * ((drawn[floor + 1] ?? drawn[floor]) - drawn[floor]);
  };
  return [at((1 - SCORING.level) / 2), at((1 + SCORING.level) / 2)];
}

// The score that is shown: the one of the file when nothing is moved, else the one of the chosen dates.
function tensionOf(dyad) {
  if (!dyad) return null;
  const key = scoreKey();
  if (key === PLAIN_KEY) return dyad.tension;
  if (memo.key !== key) Object.assign(memo, { key, found: new Map(), ...countingActs(state.on, knownBy()) });
  if (!memo.found.has(dyad.id)) {
    const indices = memo.groups.get(dyad.id);
    memo.found.set(dyad.id, indices ? scoreOfActs(dyad.id, indices, memo.last, memo.copies) : null);
  }
  return memo.found.get(dyad.id);
}

// The scores of one dyad at many days, for its curve: [day, value, acts counted].
function seriesOf(id, days) {
  const { groups, copies } = countingActs('9999-12-31', knownBy());
  const indices = groups.get(id) || [];
  return days.map((last) => {
    const past = indices.filter((i) => ACTS.day[i] <= last);
    const own = copies.size ? copiesAmong(past) : copies;
    return [last, -theta(past, last, own, SCORING.half_life) / 10, past.length];
  });
}

function copiesAmong(indices) {
  const found = new Map();
  for (const i of indices) found.set(ACTS.act[i], (found.get(ACTS.act[i]) || 0) + 1);
  return found;
}

// In words: what the shown scores refer to.
function scoreDates() {
  const parts = [`as of ${when(state.on || data.as_of)}`];
  if (knownBy()) parts.push(`as known by ${when(knownBy())}`);
  const hidden = [listed('mod').size ? 'some modalities' : '', listed('out').size ? 'some sources' : ''].filter(Boolean);
  if (hidden.length) parts.push(`without ${hidden.join(' and ')}`);
  return parts.join(', ');
}
