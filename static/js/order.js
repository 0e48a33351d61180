// The order of questions: dragged by the grip with mouse or finger, or moved with the arrow keys while the grip has the focus.
const on = (name, act) => document.addEventListener(name, act);
let held = null;

on('keydown', (event) => {
  const row = event.target.closest?.('[data-sort] > .grip')?.parentElement;
  const button = row && { ArrowUp: '[data-sort-up]', ArrowDown: '[data-sort-down]' }[event.key];
  if (!button) return;
  event.preventDefault();
  row.querySelector(button)?.click();
});

on('pointerdown', (event) => {
  const row = event.target.closest?.('[data-sort] > .grip')?.parentElement;
  if (row && event.button === 0) held = { row, next: row.nextElementSibling, from: event.clientY, moving: false };
});
on('pointermove', (event) => {
  if (!held || (!held.moving && Math.abs(event.clientY - held.from) < 6)) return;
  held.moving = true;
  held.row.classList.add('dragged');
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-sort]');
  if (!over || over === held.row || over.parentElement !== held.row.parentElement) return;
  const box = over.getBoundingClientRect();
  over[event.clientY > box.top + box.height / 2 ? 'after' : 'before'](held.row);
});
function drop(back) {
  if (!held) return;
  const { row, next, moving } = held;
  held = null;
  row.classList.remove('dragged');
  if (!moving) return;
  if (back) row.parentElement.insertBefore(row, next);
  else if (row.nextElementSibling !== next) {
    const button = row.querySelector('[data-sort-to]');
    button.value = [...row.parentElement.children].indexOf(row);
    button.click();
  }
  const swallow = (event) => { event.preventDefault(); event.stopPropagation(); }; // the click that ends a drag opens no menu
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }));
}
on('pointerup', () => drop(false));
on('pointercancel', () => drop(true));
