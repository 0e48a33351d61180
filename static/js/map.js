// The map: zoomed by buttons, wheel, pinch and keys, dragged by mouse. It scrolls by itself, as wide as its drawing is made.
const view = document.querySelector('[data-map]');
const svg = view.querySelector('svg');
const buttons = document.querySelector('[data-zoom]');
const units = svg.viewBox.baseVal.width;
const CLOSEST = 2.5; // pixels for a unit
const READABLE = 0.6; // from which on names are worth drawing
let whole = view.clientWidth;
let [wide, left, top] = [whole, 0, 0]; // as they are wanted; drawn once a frame
let waiting = 0;
let held = null;
let moved = 0;
let apart = 0;

function draw() {
  waiting = 0;
  if (wide > whole) svg.setAttribute('width', Math.round(wide)); else svg.removeAttribute('width');
  view.classList.toggle('near', wide / units > READABLE);
  view.scrollTo(left, top);
}
// By a factor, or 0 for the whole map; what stands at a point of the window stays there.
function zoom(by, point) {
  const frame = view.getBoundingClientRect();
  const [x, y] = point ? [point.clientX - frame.left, point.clientY - frame.top] : [frame.width / 2, frame.height / 2];
  if (!waiting) [left, top] = [view.scrollLeft, view.scrollTop];
  const next = Math.min(Math.max(whole, wide * by), Math.max(whole, units * CLOSEST));
  [left, top] = [(left + x) * next / wide - x, (top + y) * next / wide - y];
  wide = next;
  waiting ||= requestAnimationFrame(draw);
}

buttons.hidden = false;
view.tabIndex = 0;
draw();
buttons.addEventListener('click', ({ target }) => { const button = target.closest('[data-by]'); if (button) zoom(Number(button.dataset.by)); });
view.addEventListener('keydown', (event) => {
  const by = { '+': 1.25, '=': 1.25, '-': 0.8, 0: 0 }[event.key];
  if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  zoom(by);
});
view.addEventListener('wheel', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(0.998 ** event.deltaY, event);
}, { passive: false });
view.addEventListener('touchmove', (event) => {
  if (event.touches.length !== 2) { apart = 0; return; }
  event.preventDefault();
  const [one, other] = event.touches;
  const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  if (apart) zoom(now / apart, { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 });
  apart = now;
}, { passive: false });
view.addEventListener('touchend', () => { apart = 0; });
view.addEventListener('pointerdown', (event) => {
  if (event.pointerType === 'mouse' && !event.button && event.target.closest('svg')) [held, moved] = [event, 0];
});
view.addEventListener('pointermove', (event) => {
  if (!held) return;
  const [x, y] = [event.clientX - held.clientX, event.clientY - held.clientY];
  moved += Math.abs(x) + Math.abs(y);
  held = event;
  if (moved < 4) return;
  view.setPointerCapture(event.pointerId);
  view.scrollBy(-x, -y);
});
['pointerup', 'pointercancel'].forEach((name) => view.addEventListener(name, () => { held = null; }));
view.addEventListener('click', (event) => { if (moved >= 4) { event.preventDefault(); moved = 0; } }, true); // dragged, not pressed
view.addEventListener('dragstart', (event) => event.preventDefault());
addEventListener('resize', () => { if (view.clientWidth === whole) return; svg.removeAttribute('width'); wide = whole = view.clientWidth; draw(); });
