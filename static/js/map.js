// The map: dragged, pinched, and zoomed by wheel, buttons and keys. Only the view box of the drawing changes.
const svg = document.querySelector('[data-map]');
const buttons = document.querySelector('[data-zoom]');
const { x, y, width } = svg.viewBox.baseVal;
const CLOSEST = Math.min(260, width);
const READABLE = 0.6; // pixels for a unit from which on names are worth drawing
const down = new Map();
let [left, top, size] = [x, y, width];
let waiting = 0;
let moved = 0;

const within = (low, value, high) => Math.min(Math.max(low, value), high);
function draw() {
  waiting = 0;
  svg.setAttribute('viewBox', [left, top, size, size].map((each) => each.toFixed(1)).join(' '));
  svg.classList.toggle('near', svg.clientWidth / size > READABLE);
  svg.classList.toggle('zoomed', size < width);
}
function show(toLeft, toTop, toSize = size) {
  size = within(CLOSEST, toSize, width);
  left = within(x, toLeft, x + width - size);
  top = within(y, toTop, y + width - size);
  waiting ||= requestAnimationFrame(draw);
}
// A unit of the drawing that stands at a point of the window, as parts of the view box.
function parts({ clientX, clientY }) {
  const { left: from, top: above, width: wide, height: high } = svg.getBoundingClientRect();
  const side = Math.min(wide, high);
  return [(clientX - from - (wide - side) / 2) / side, (clientY - above - (high - side) / 2) / side, side];
}
function zoom(by, [right, below] = [0.5, 0.5]) {
  if (!by) { show(x, y, width); return; }
  const next = within(CLOSEST, size * by, width);
  show(left + (size - next) * right, top + (size - next) * below, next);
}
const middle = (points) => ({
  clientX: points.reduce((sum, each) => sum + each.clientX, 0) / points.length,
  clientY: points.reduce((sum, each) => sum + each.clientY, 0) / points.length,
});
const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

buttons.hidden = false;
svg.tabIndex = 0;
draw();
buttons.addEventListener('click', ({ target }) => { const button = target.closest('[data-by]'); if (button) zoom(Number(button.dataset.by)); });
svg.addEventListener('wheel', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(1.002 ** event.deltaY, parts(event));
}, { passive: false });
svg.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { '+': 0.8, '=': 0.8, '-': 1.25, 0: 0 }[event.key];
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (by === undefined && !step) return;
  event.preventDefault();
  if (step) show(left + step[0] * size / 8, top + step[1] * size / 8); else zoom(by);
});
svg.addEventListener('pointerdown', (event) => {
  if (event.button) return;
  if (!down.size) moved = 0;
  down.set(event.pointerId, event);
});
svg.addEventListener('pointermove', (event) => {
  if (!down.has(event.pointerId)) return;
  const before = [...down.values()];
  down.set(event.pointerId, event);
  const after = [...down.values()];
  const [from, to] = [middle(before), middle(after)];
  moved += Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY);
  if (moved < 4 && after.length < 2) return;
  svg.setPointerCapture(event.pointerId);
  const [, , side] = parts(to);
  show(left - (to.clientX - from.clientX) * size / side, top - (to.clientY - from.clientY) * size / side);
  if (after.length > 1) zoom(spread(before) / spread(after), parts(to));
});
['pointerup', 'pointercancel'].forEach((name) => svg.addEventListener(name, (event) => down.delete(event.pointerId)));
svg.addEventListener('click', (event) => { if (moved >= 4) event.preventDefault(); }, true); // it was dragged, not pressed
svg.addEventListener('dragstart', (event) => event.preventDefault());
svg.addEventListener('focusin', ({ target }) => { // whoever has the focus is seen
  const circle = target.querySelector?.('circle[cx]');
  if (size === width || !circle || target === svg) return;
  show(circle.cx.baseVal.value - size / 2, circle.cy.baseVal.value - size / 2);
});
