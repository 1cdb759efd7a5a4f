// Which picture stands on the stage, and the key that belongs to it.
function showView() {
  const view = viewNow();
  const old = ['matrix', 'map', 'lanes'].map(byId).filter(Boolean);
  const made = { matrix: drawMatrix, map: drawMap, timeline: drawLanes }[view]?.();
  if (made) {
    const focused = made.id === document.activeElement?.closest?.('#matrix, #map, #lanes')?.id;
    for (const node of old) node.remove();
    canvas.prepend(made);
    roving(made, '.open[role=button], .spot, .event');
    if (focused) made.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  } else for (const node of old) node.remove();
  const network = NODE_VIEWS.has(view);
  scene.svg.classList.toggle('gone', !network);
  byId('zoom').hidden = !network && view !== 'map';
  byId('legend').hidden = view === 'matrix';
  replace(byId('views'), VIEWS.map(([key, name]) => button(name, () => { update({ view: key, zoom: '' }); byId('views').querySelector(`[data-view=${key}]`).focus(); },
    { 'aria-pressed': String(view === key), 'data-view': key })));
  drawControls(view);
  drawKey(view);
}

function swatch(kind, shape) {
  const shapes = { circle: draw('circle', { class: 'shape', cx: 7, cy: 7, r: 6 }), square: draw('rect', { class: 'shape', x: 1.5, y: 1.5, width: 11, height: 11, rx: 3 }), diamond: draw('path', { class: 'shape', d: 'M7 0.5L13.5 7L7 13.5L0.5 7Z' }) };
  return draw('svg', { class: `swatch node ${kind}`, viewBox: '0 0 14 14', 'aria-hidden': 'true' }, shapes[shape]);
}

function nodeKey() {
  const has = (kind) => data.nodes.some((n) => entities.get(n.id).kind === kind);
  return [
    data.blocs.map((b) => el('span', null, swatch(b.hue === null ? 'none' : `b${b.hue}`, 'circle'), b.mark ? `${b.mark} ` : '', b.name)),
    data.nodes.some((n) => entities.get(n.id).kind === 'country' && entities.get(n.id).bloc === undefined) ? el('span', null, swatch('none', 'circle'), data.blocs.length ? 'no bloc' : 'country') : null,
    has('alliance') ? el('span', null, swatch('alliance none', 'square'), 'alliance or body') : null,
    has('organization') ? el('span', null, swatch('organization none', 'diamond'), 'organisation') : null,
    CONTESTED.size ? el('span', null, el('b', { class: 'mark-contested', text: '≠' }), 'contested: sources differ') : null,
    data.ties.some((t) => t.layer !== 'membership') ? el('span', { text: 'fainter: only planned, possible or denied' }) : null,
  ];
}

function drawKey(view) {
  const keys = {
    matrix: () => [el('span', { class: 'm-tie', text: 'blue: cooperative' }), el('span', { class: 'm-tension', text: 'orange with a dot: tense' }), el('span', { text: `the stronger, the darker; ordered by bloc; ${scoreDates()}` })],
    map: mapKey,
    timeline: () => [el('span', { text: '● above the line: cooperation' }), el('span', { text: '◆ below it: hostility' }), el('span', { text: '■ on it: contract' }), el('span', { text: 'hollow: planned, possible or denied' })],
  };
  replace(byId('key'), (keys[view] || nodeKey)());
}
