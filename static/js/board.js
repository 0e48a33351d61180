// The board of Outreach: a card is dragged to another lane, or M opens its menu and the arrows go from card to card.
const on = (name, act) => document.addEventListener(name, act);
const card = (event) => event.target.closest?.('.bcard');
const $$ = (selector, root) => [...root.querySelectorAll(selector)];
let held = null;
let gone = null; // the card that is being moved, and to where: the board is drawn again without its focus

on('dragstart', (event) => {
  held = card(event);
  if (!held) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', '');
  event.dataTransfer.setDragImage(held, 20, 20);
});
on('dragover', (event) => { if (held && event.target.closest?.('.lane')) event.preventDefault(); });
on('dragend', () => { held = null; });
on('drop', (event) => {
  const lane = event.target.closest?.('.lane');
  if (!held || !lane) return;
  event.preventDefault();
  held.querySelector(`[value="${lane.dataset.to}"]`)?.click(); // its own lane is not in the menu
});

on('submit', (event) => { gone = card(event) && [card(event).id, event.submitter?.value]; });
on('htmx:afterSettle', ({ detail }) => {
  if (detail.target.id !== 'pipe') return;
  if (gone) {
    const there = (selector) => document.querySelector(`${selector} .name`);
    (there(`#${gone[0]}`) ?? there(`[data-to="${gone[1]}"]`))?.focus();
  }
  gone = null;
});

on('keydown', (event) => {
  const at = card(event);
  if (!at || event.metaKey || event.ctrlKey || event.altKey) return;
  const menu = event.target.closest('[popover]');
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (menu ? event.key[5] === 'L' || event.key[5] === 'R' : false) return;
  if (event.key === 'm' && !menu && document.body.dataset.keys !== 'off') {
    at.querySelector('[popovertarget]').click();
    at.querySelector('[popover] button').focus();
  } else if (step) {
    const lane = at.closest('.lane');
    const lanes = $$('.lane:has(.bcard)', document);
    const aside = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const cards = (of) => $$('.bcard', of);
    const row = cards(lane).indexOf(at);
    const there = aside ? lanes[lanes.indexOf(lane) + step] : lane;
    const next = menu ? $$('button', menu) : there && cards(there);
    const found = menu ? next[next.indexOf(event.target) + step] : next?.[aside ? Math.min(row, next.length - 1) : row + step];
    (menu ? found : found?.querySelector('a'))?.focus();
  } else return;
  event.preventDefault();
});
