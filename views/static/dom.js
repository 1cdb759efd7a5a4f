// The dossier, and the few ways in which this page makes elements: text goes in as text, never as markup.
const data = JSON.parse(document.getElementById('dossier').textContent);
const SVG = 'http://www.w3.org/2000/svg';
const byId = (id) => document.getElementById(id);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

function fill(node, props, kids) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'text') node.textContent = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'href') { if (/^https?:\/\//i.test(value)) node.setAttribute('href', value); }
    else node.setAttribute(key, value === true ? '' : value);
  }
  for (const kid of kids.flat(3)) {
    if (kid === null || kid === undefined || kid === false || kid === '') continue;
    node.append(kid.nodeType ? kid : document.createTextNode(String(kid)));
  }
  return node;
}

const el = (tag, props, ...kids) => fill(document.createElement(tag), props, kids);
const draw = (tag, props, ...kids) => fill(document.createElementNS(SVG, tag), props, kids);

function replace(node, ...kids) {
  node.replaceChildren();
  return fill(node, null, kids);
}

// A link to the outside: http and https only, and it learns nothing about this page.
function outside(url, text) {
  if (!/^https?:\/\//i.test(url || '')) return null;
  return el('a', { href: url, rel: 'noopener noreferrer', target: '_blank', text });
}

function button(text, action, props) {
  return el('button', { type: 'button', onclick: action, text, ...props });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86400000;
const toDays = (iso) => Math.round(Date.parse(iso.slice(0, 10) + 'T00:00:00Z') / DAY);
const fromDays = (n) => new Date(n * DAY).toISOString().slice(0, 10);

function when(iso, granularity) {
  if (!iso) return 'undated';
  const [y, m, d] = iso.slice(0, 10).split('-').map(Number);
  if (granularity === 'year') return String(y);
  if (granularity === 'month') return `${MONTHS[m - 1]} ${y}`;
  return `${d} ${MONTHS[m - 1]} ${y}`;
}

function span(from, to, granularity) {
  if (!from && !to) return 'undated';
  if (!to || from === to) return when(from, granularity);
  if (granularity === 'year' || granularity === 'month') return when(from, granularity);
  return `${when(from)} to ${when(to)}`;
}

function number(value, digits = 2) {
  if (value === null || value === undefined) return 'n/a';
  return value.toFixed(digits).replace('-', '−');
}

function signed(value, digits = 2) {
  if (value === null || value === undefined) return 'n/a';
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : (value < 0 ? '−' : '+') + text;
}

function money(amount, currency) {
  if (amount === null || amount === undefined) return null;
  const units = [[1e9, ' bn'], [1e6, ' m']];
  const [size, name] = units.find(([s]) => Math.abs(amount) >= s) || [1, ''];
  const value = amount / size;
  const digits = Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2;
  return `${value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, size === 1 ? ' ' : '')}${name} ${currency || ''}`.trim();
}

const many = (n, one, more) => `${n} ${n === 1 ? one : more || one + 's'}`;

// Round parts so that what is printed adds up to exactly what is printed as their sum.
function apportion(values, total, digits) {
  const unit = 10 ** digits;
  const goal = Math.round(total * unit);
  const floors = values.map((v) => Math.floor(v * unit + 1e-7));
  let rest = goal - floors.reduce((a, b) => a + b, 0);
  const order = values.map((v, i) => i)
    .sort((i, j) => (values[j] * unit - floors[j]) - (values[i] * unit - floors[i]) || i - j);
  for (let k = 0; rest > 0 && k < order.length; k += 1, rest -= 1) floors[order[k]] += 1;
  return floors.map((v) => v / unit);
}
