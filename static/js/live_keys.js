// Keys of the live page, unless one types: a number goes to a question, a letter says what the next line is; j, k and d are those of every list.
const $ = (selector) => document.querySelector(selector);
let chord = 0;
addEventListener('keydown', (event) => {
  const key = event.key.toLowerCase();
  const free = !event.target.closest('input, textarea, select') && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!free || document.body.dataset.keys === 'off' || $('dialog[open], [popover]:popover-open') || Date.now() - chord < 1500) return;
  if (key === 'g') chord = Date.now();
  const rows = [...document.querySelectorAll('#asks [data-row]')];
  const row = /^[1-9]$/.test(key) && rows[key - 1];
  const button = $(`[data-tag="${CSS.escape(key)}"]`);
  if (row) {
    rows.forEach((each) => each.classList.toggle('at', each === row));
    row.querySelector('a').focus();
  } else if (button) button.click(); else if (key === 'enter' && !event.target.closest('a, button, summary')) $('#id_text').focus(); else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
