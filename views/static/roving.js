// One stop for the Tab key in a picture of many marks; the arrow keys walk from mark to mark.
function roving(picture, selector) {
  const marks = [...picture.querySelectorAll(selector)];
  marks.forEach((mark, i) => mark.setAttribute('tabindex', i ? '-1' : '0'));
  picture.addEventListener('keydown', (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const from = event.target.closest(selector);
    if (!way || !from) return;
    event.preventDefault();
    const middle = (node) => { const b = node.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; };
    const [x, y] = middle(from);
    let best = null;
    for (const mark of marks) {
      if (mark === from) continue;
      const [mx, my] = middle(mark);
      const length = Math.hypot(mx - x, my - y) || 0.01;
      const along = ((mx - x) * way[0] + (my - y) * way[1]) / length;
      if (along < 0.5) continue;
      const cost = length / along ** 3;
      if (!best || cost < best.cost) best = { cost, mark };
    }
    if (best) moveStop(from, best.mark);
  });
}

function moveStop(from, to) {
  from.setAttribute('tabindex', '-1');
  to.setAttribute('tabindex', '0');
  to.focus({ preventScroll: true });
}

const onKey = (act) => (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); act(); } };
