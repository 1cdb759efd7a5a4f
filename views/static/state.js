// What is selected and filtered: one object, mirrored in the address so that a view can be shared.
const START = {
  sel: '', fact: '', on: '', by: '', off: 'rivalry', mod: '', out: '', atlas: '', sort: 'tension', dir: 'down', view: 'network', zoom: '', pairs: '',
  at: '', hops: '', from: '', to: '', by_score: '', world: '', sign: '', dis: '',
};
const state = { ...START };
const listeners = [];
const trail = [];
const onChange = (run) => listeners.push(run);

function hashOf(values) {
  return Object.keys(START).filter((key) => values[key] !== START[key])
    .map((key) => `${key}=${encodeURIComponent(values[key])}`).join('&');
}

function readHash() {
  const next = { ...START };
  for (const part of location.hash.slice(1).split('&')) {
    const at = part.indexOf('=');
    const key = part.slice(0, at);
    if (at > 0 && Object.hasOwn(START, key)) {
      try { next[key] = decodeURIComponent(part.slice(at + 1)); } catch { /* a broken escape: keep the start value */ }
    }
  }
  return next;
}

function writeHash() {
  const hash = hashOf(state);
  // Inside a sandboxed frame the address is not ours to change; the page works without it.
  try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* sandbox */ }
}

function update(patch) {
  const before = { ...state };
  Object.assign(state, patch);
  const changed = Object.keys(START).filter((key) => state[key] !== before[key]);
  if (!changed.length) return;
  writeHash();
  for (const run of listeners) run(new Set(changed), before);
}

function select(sel, fact = '') {
  if (state.sel && (state.sel !== sel || state.fact !== fact)) {
    trail.push([state.sel, state.fact]);
    if (trail.length > 50) trail.shift();
  }
  update({ sel, fact });
}

function goBack() {
  const [sel, fact] = trail.pop() || ['', ''];
  update({ sel, fact });
}

function closePanel() {
  trail.length = 0;
  update({ sel: '', fact: '' });
}

const listed = (key) => new Set(state[key] ? state[key].split(',') : []);

function toggle(key, value) {
  const set = listed(key);
  if (set.has(value)) set.delete(value); else set.add(value);
  update({ [key]: [...set].sort().join(',') });
}

addEventListener('hashchange', () => update(readHash()));
