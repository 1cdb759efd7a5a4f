// The community-ordered matrix: each cell a dyad, coloured and marked by its tension.
function drawMatrix() {
  const scored = new Set(data.dyads.filter((d) => Number.isFinite(tensionOf(d)?.value)).flatMap((d) => [d.a, d.b]));
  const order = [...data.nodes].filter((n) => scored.has(n.id)).sort((m, n) => {
    const [a, b] = [entities.get(m.id), entities.get(n.id)];
    const [p, q] = [a.bloc ?? 98, b.bloc ?? 98].map((v, i) => ([a, b][i].kind === 'country' ? v : 99));
    return p - q || (a.id < b.id ? -1 : 1);
  }).slice(0, 120);
  const cell = 24;
  const left = 10 + 7 * Math.max(3, ...order.map((n) => entities.get(n.id).label.length));
  const size = order.length * cell;
  const limit = Math.max(0.1, ...data.dyads.map((d) => Math.abs(tensionOf(d)?.value ?? 0)));
  const cells = [];
  order.forEach((row, i) => order.forEach((column, j) => {
    if (i === j) return;
    const dyad = dyads.get(pairId(row.id, column.id));
    const value = tensionOf(dyad)?.value;
    const known = value !== null && value !== undefined;
    const words = dyad ? `${dyadName(dyad)}: ${known ? `tension ${signed(value)}` : 'no score'}` : null;
    const props = { x: left + j * cell + 1, y: left + i * cell + 1, width: cell - 2, height: cell - 2, rx: 3 };
    if (!dyad) { cells.push(draw('rect', { class: 'cell void', ...props })); return; }
    const open = () => select(`dyad:${dyad.id}`);
    cells.push(draw('g', { class: 'open', role: 'button', tabindex: '-1', 'aria-label': words, onclick: open, onkeydown: onKey(open) },
      draw('title', { text: words }),
      draw('rect', { class: `cell ${!known ? 'unknown' : value > 0 ? 'tension' : 'tie'}`, ...props,
        'fill-opacity': known ? (0.18 + 0.82 * Math.min(1, Math.abs(value) / limit)).toFixed(2) : 1 }),
      known && value > 0 ? draw('circle', { class: 'dot', cx: props.x + 11, cy: props.y + 11, r: 3 }) : null));
  }));
  const labels = order.flatMap((n, i) => {
    const { label, name } = entities.get(n.id);
    const at = left + i * cell + cell / 2;
    return [
      draw('text', { class: 'axis', x: left - 6, y: at, 'text-anchor': 'end', 'dominant-baseline': 'central' }, draw('title', { text: name }), label),
      draw('text', { class: 'axis', transform: `translate(${at} ${left - 6}) rotate(-90)`, 'dominant-baseline': 'central' }, draw('title', { text: name }), label),
    ];
  });
  const rules = order.flatMap((n, i) => {
    const before = order[i - 1];
    if (!before || entities.get(before.id).bloc === entities.get(n.id).bloc) return [];
    const at = left + i * cell;
    return [draw('path', { class: 'rule', d: `M${left} ${at}H${left + size}M${at} ${left}V${left + size}` })];
  });
  return draw('svg', { id: 'matrix', viewBox: `0 0 ${left + size + 6} ${left + size + 6}`, role: 'group',
    'aria-label': 'Matrix of tension between all pairs; the table of dyads holds the same numbers. Arrow keys walk, Enter opens.' }, cells, rules, labels);
}
