// The table of Explore as a grid: one stop for Tab, arrow keys within; the panel takes the focus, and Esc gives it back.
const $ = (selector, root = document) => root.querySelector(selector);
const table = $('[data-grid]');
const links = () => [...table.rows].map((row) => [...row.cells].map((cell) => $('a', cell)));
const open = () => $('.cell[aria-current]', table);
const MANY = 8; // rows by Page Up and Page Down

function stop(link, focus = true) {
  table.querySelectorAll('a[tabindex="0"]').forEach((each) => { each.tabIndex = -1; });
  link.tabIndex = 0;
  if (focus) { link.focus({ preventScroll: true }); link.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }
}

// The first of the places that begin at (row, column) and go on by a step, which shows a link.
function seek(row, column, down, right) {
  const all = links();
  for (let [y, x] = [row, column]; all[y] && x >= 0 && x < all[y].length; y += down, x += right) if (all[y][x]?.checkVisibility()) return all[y][x];
  return null;
}

function go(key, far, row, column) {
  const [bottom, end] = [table.rows.length - 1, table.rows[0].cells.length - 1];
  const to = {
    ArrowUp: () => seek(row - 1, column, -1, 0),
    ArrowDown: () => seek(row + 1, column, 1, 0),
    ArrowLeft: () => seek(row, column - 1, 0, -1),
    ArrowRight: () => seek(row, column + 1, 0, 1),
    Home: () => seek(far ? 0 : row, 0, 0, 1) ?? seek(1, 0, 0, 1),
    End: () => seek(far ? bottom : row, end, 0, -1),
    PageUp: () => seek(Math.max(1, row - MANY), column, 1, 0),
    PageDown: () => seek(Math.min(bottom, row + MANY), column, -1, 0),
  }[key];
  return to && (to() ?? document.activeElement);
}

if (table) {
  table.setAttribute('role', 'grid');
  table.querySelectorAll('[role=cell]').forEach((cell) => cell.setAttribute('role', 'gridcell'));
  table.querySelectorAll('a').forEach((link) => { link.tabIndex = -1; });
  stop(open() ?? $('.cell', table), false);
  table.parentElement.removeAttribute('tabindex'); // it scrolls with the cell that has the focus

  table.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td, th');
    if (!cell || event.altKey || event.metaKey || event.shiftKey) return;
    const next = go(event.key, event.ctrlKey, cell.parentElement.rowIndex, cell.cellIndex);
    if (!next) return;
    event.preventDefault();
    stop(next);
  });
  table.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link) stop(link, false);
  });

  // --- the panel: opened from a cell it takes the focus, and shows which cell it is of
  document.addEventListener('htmx:afterSettle', ({ target, detail }) => { // what asked is told by the answer itself: others may be on their way
    const from = detail.requestConfig?.elt.closest('.cell');
    if (target.id !== 'cell' || !from?.isConnected) return;
    table.querySelectorAll('[aria-current]').forEach((each) => each.removeAttribute('aria-current'));
    from.setAttribute('aria-current', 'true');
    $('#cell h2')?.focus();
  });
  const back = () => { const link = open(); if (link) stop(link); };
  document.addEventListener('keydown', (event) => {
    const inside = event.target.closest('#cell');
    if (event.key === 'Escape' && inside && !$('[data-cancel]', event.target.closest('form') ?? table) && !$('dialog[open], [popover]:popover-open')) back();
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-back]')) return;
    event.preventDefault();
    back();
  });
}
