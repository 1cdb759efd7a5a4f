// Save what is seen: the picture as SVG or PNG, the dyads as CSV.
const LOOKS = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'paint-order', 'font-family', 'font-size', 'font-weight'];

// A copy that carries its own looks, so that it is the same picture outside this page.
function standalone() {
  const source = byId('matrix') || byId('map') || byId('lanes') || scene.svg;
  const copy = source.cloneNode(true);
  const [from, to] = [[...source.querySelectorAll('*')], [...copy.querySelectorAll('*')]];
  from.forEach((node, i) => {
    const style = getComputedStyle(node);
    if (style.display === 'none' || node.classList.contains('hit') || node.classList.contains('focus')) { to[i].setAttribute('data-drop', '1'); return; }
    for (const look of LOOKS) to[i].setAttribute(look, style.getPropertyValue(look));
    to[i].removeAttribute('class');
    to[i].removeAttribute('style');
  });
  for (const node of copy.querySelectorAll('[data-drop]')) node.remove();
  if (CROWD && source === scene.svg) copy.querySelector('g').prepend(...boardPaths());
  const [left, top, width, height] = copy.getAttribute('viewBox').split(' ').map(Number);
  const unit = width / 900;
  const foot = [data.tool, data.as_of ? scoreDates() : null, many(data.counts.articles, 'article'), many(data.counts.facts, 'fact'), viewNow() === 'map' ? `borders: ${data.map?.source}` : null].filter(Boolean).join(' · ');
  const colour = getComputedStyle(document.body);
  const deep = height + 18 * unit;
  const scale = 1800 / width;
  copy.setAttribute('viewBox', `${left} ${top} ${width} ${deep}`);
  copy.setAttribute('width', width * scale);
  copy.setAttribute('height', deep * scale);
  copy.setAttribute('xmlns', SVG);
  copy.removeAttribute('class');
  copy.prepend(draw('rect', { x: left, y: top, width, height: deep, fill: getComputedStyle(byId('network-card')).backgroundColor }));
  copy.append(draw('text', { x: left + 8 * unit, y: top + height + 10 * unit, fill: colour.color, 'font-family': colour.fontFamily, 'font-size': String(8 * unit), text: foot }));
  return { text: new XMLSerializer().serializeToString(copy), width: width * scale, height: deep * scale };
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = el('a', { download: name });
  link.href = url;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
}

function saveSvg() {
  save(new Blob([standalone().text], { type: 'image/svg+xml' }), 'network.svg');
}

function savePng() {
  const { text, width, height } = standalone();
  const image = new Image();
  image.onload = () => {
    const board = el('canvas', { width: width * 2, height: height * 2 });
    board.getContext('2d').drawImage(image, 0, 0, width * 2, height * 2);
    board.toBlob((blob) => save(blob, 'network.png'));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

// A text cell that a spreadsheet would run as a formula gets an apostrophe before it.
function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function saveCsv() {
  const names = ['a', 'b', 'name_a', 'name_b', 'tension', 'lo', 'hi', 'n', 'n_eff', 'hostility', 'cooperation', 'ambivalence', 'alignment', 'status', 'as_of', 'known_by'];
  const rows = sortedDyads().map((d) => {
    const t = tensionOf(d);
    return [d.a, d.b, nameOf(d.a), nameOf(d.b), t?.value, t?.lo, t?.hi, t?.n, t?.n_eff, t?.hostility, t?.cooperation, t?.ambivalence, d.alignment?.value, t?.status,
      state.on || data.as_of, knownBy()];
  });
  save(new Blob([[names, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }), 'dyads.csv');
}

function drawSaves() {
  replace(byId('saves'), button('PNG', savePng, { title: 'Save the picture as PNG' }), button('SVG', saveSvg, { title: 'Save the picture as SVG' }), button('CSV', saveCsv, { title: 'Save the table of dyads as CSV' }));
}
