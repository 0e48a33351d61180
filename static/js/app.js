// Rapport's own script: palette, keys, toasts, theme, focus, words for failures; coming back to a page is in back.js. No framework, no eval, no inline style.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (name, act) => document.addEventListener(name, act);
const say = (words) => { const live = $('#live'); if (live) live.textContent = words; };
const apple = /Mac|iPhone|iPad/.test(navigator.platform);
if (apple) $$('[data-mod]').forEach((key) => { key.textContent = key.textContent.replace('Ctrl ', '⌘'); });

// --- dialogs: links and buttons open them by id, a click on the backdrop closes them
function show(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return Boolean(dialog);
  dialog.showModal();
  $('input', dialog)?.select();
  return true;
}
on('click', (event) => {
  const opener = event.target.closest('[data-open]');
  if (opener && !event.ctrlKey && !event.metaKey && show(opener.dataset.open)) event.preventDefault();
  if (event.target.closest('[data-close]') || event.target.nodeName === 'DIALOG') event.target.closest('dialog').close();
});

// --- a form without htmx goes once: a second click or Enter while it is on its way would make a second row
on('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('hx-post')) return;
  if ('sent' in form.dataset) event.preventDefault();
  form.dataset.sent = '';
  setTimeout(() => { delete form.dataset.sent; }, 3000);
});

// --- copy: a text, or that of the field which the button names; the field is selected too, for where the clipboard is closed to us
on('click', async (event) => {
  const button = event.target.closest('[data-copy], [data-copy-text]');
  if (!button) return;
  const field = button.dataset.copy && $(button.dataset.copy);
  if (field) field.select();
  try { await navigator.clipboard.writeText(field ? field.value : button.dataset.copyText); } catch { failed('Not copied. Select the text, and copy it with your keyboard.'); return; }
  if (!field) { toast('Copied'); return; }
  say('Copied');
  const words = button.lastChild;
  words.textContent = 'Copied';
  setTimeout(() => { words.textContent = 'Copy'; }, 2000);
});

// --- print, or save as PDF: what the browser offers
on('click', (event) => { if (event.target.closest('[data-print]')) print(); });
if (location.hash === '#print') print();

// --- theme: at once here, kept by the form's POST
const root = document.documentElement;
const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
on('click', (event) => {
  const toggle = event.target.closest('[data-theme-toggle]');
  if (!toggle) return;
  toggle.value = isDark() ? 'light' : 'dark';
  root.dataset.theme = toggle.value;
  say(toggle.value === 'dark' ? 'Dark theme' : 'Light theme');
});

// --- rows: the current one is marked, and its link has the focus, so that Enter opens it
const rows = () => $$('[data-row]').filter((row) => !row.hidden);
const currentRow = () => document.activeElement?.closest('[data-row]') ?? $('[data-row].at');
function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(currentRow());
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  all.forEach((row) => row.classList.toggle('at', row === next));
  ($('a.name, a', next) ?? $('button', next))?.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
const inRow = (selector) => { const row = currentRow(); if (row) $(selector, row)?.click(); };

// --- keys: Ctrl/⌘ K always; single keys unless typing, in a dialog, or switched off. Addresses stand in the palette.
const typing = (target) => {
  const field = target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
  return field && !field.closest('dialog:not([open])'); // a dialog that has just closed still holds the focus for a moment
};
const follow = (key) => { const link = $(`#palette [data-key="${key}"]`); if (link) location.href = link.href; return link; };
const acts = {
  '/': () => ($('main input[type=search]') ? $('main input[type=search]').focus() : show('palette')),
  '?': () => show('keys'),
  j: () => move(1),
  k: () => move(-1),
  d: () => inRow('.tick'),
  x: () => inRow('.check'),
  s: () => { inRow('[popovertarget^="sn-"]'); $('[popover]:popover-open button')?.focus(); },
  z: () => $('[data-undo]')?.click(),
  e: () => { const name = currentRow()?.closest('#found') && $('a.name', currentRow()); if (name) location.href = `${name.href}edit/`; },
  b: () => { if (ticks().some((box) => box.checked)) $('#bulk > button:not([hidden])').focus({ preventScroll: true }); },
  n: () => follow('n'),
  l: () => follow('l'),
  c: () => follow('c'),
};
let chord = 0;
on('keydown', (event) => {
  const key = event.key.toLowerCase();
  if (key === 'enter' && (event.metaKey || event.ctrlKey)) { event.target.closest('form')?.requestSubmit(); return; }
  if (key === 'enter' && event.target.matches('[data-line]') && !event.shiftKey && !event.isComposing && !event.target.value.includes('\n')) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  const main = key === 'enter' && event.target.matches('input') && event.target.form?.querySelector('[data-enter]');
  if (main) { // where another button stands first in the form
    event.preventDefault();
    if (event.target.type === 'text' && event.target.name === 'who') ($('#people input') ?? main).focus(); else main.click();
    return;
  }
  if (key === 'escape') { $('[data-cancel]', event.target.closest('form') ?? document.createElement('p'))?.click(); return; }
  if ((event.metaKey || event.ctrlKey) && key === 'k') { if (show('palette')) event.preventDefault(); return; }
  if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
  if (document.body.dataset.keys === 'off' || $('dialog[open], [popover]:popover-open')) return;
  const chorded = Date.now() - chord < 1500;
  chord = key === 'g' && !chorded ? Date.now() : 0;
  if (chorded && follow(`g ${key}`)) { event.preventDefault(); return; }
  if (!Object.hasOwn(acts, key)) return;
  event.preventDefault();
  acts[key]();
});

// --- ticking people: everyone shown, a range by Shift, all who match. CSS counts and shows the bar, and the server asks once more
const ticks = () => $$('tbody .check');
let lastTick;
function tellTicks(all = '') {
  const [boxes, head, number] = [ticks(), $('[data-all]'), $('#bulk .num')];
  const count = boxes.filter((box) => box.checked).length;
  if (head) [head.checked, head.indeterminate] = [count > 0 && count === boxes.length, count > 0 && count < boxes.length];
  if (!number) return;
  number.textContent = all; // while it is empty, CSS shows how many are ticked
  $$('#bulk [data-matching]').forEach((button) => { button.hidden = Boolean(all); });
  say(`${all || count} selected`);
}
on('click', (event) => {
  const box = event.target.closest('tbody .check');
  const matching = event.target.closest('[data-matching]');
  if (box) {
    const [from, to] = [ticks().indexOf(lastTick), ticks().indexOf(box)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) ticks().slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
    lastTick = box;
  } else if (matching) {
    event.preventDefault();
    ticks().forEach((each) => { each.checked = true; });
    tellTicks(matching.dataset.matching);
    $('#bulk [popovertarget]').focus({ preventScroll: true }); // the button that had the focus is hidden now
  }
});
on('change', (event) => {
  if (!event.target.matches('.check')) return;
  if ('all' in event.target.dataset) ticks().forEach((box) => { box.checked = event.target.checked; });
  tellTicks();
});
on('reset', (event) => { if (event.target.id === 'bulk') setTimeout(tellTicks); });
on('formdata', (event) => { // one field, for Django takes a thousand at most
  if (event.target.id !== 'bulk') return;
  event.formData.set('people', event.formData.getAll('person').join());
  event.formData.delete('person');
  if ($('#bulk .num').textContent) event.formData.set('all', '1');
});

// --- palette: an ARIA combobox over links; the server brings people, the commands are filtered here
const palette = $('#palette');
if (palette) {
  const input = $('input', palette);
  const options = () => $$('[role=option]', palette).filter((option) => !option.closest('[hidden]'));
  let at = 0;
  const mark = () => {
    const shown = options();
    at = shown.length ? (at + shown.length) % shown.length : 0;
    $$('[role=option]', palette).forEach((option) => option.setAttribute('aria-selected', option === shown[at]));
    if (!shown[at]) { input.removeAttribute('aria-activedescendant'); return; }
    input.setAttribute('aria-activedescendant', shown[at].id);
    shown[at].scrollIntoView({ block: 'nearest' });
  };
  const filter = () => {
    const words = input.value.trim().toLowerCase();
    $$('[data-commands]', palette).forEach((group) => {
      $$('[role=option]', group).forEach((option) => { option.hidden = !option.textContent.toLowerCase().includes(words); });
      group.hidden = !$('[role=option]:not([hidden])', group);
    });
    if (!words) $('#palette-found').replaceChildren();
    at = 0;
    mark();
  };
  input.addEventListener('input', filter);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') at += 1;
    else if (event.key === 'ArrowUp') at -= 1;
    else if (event.key === 'Enter' && options()[at]) options()[at].click();
    else return;
    event.preventDefault();
    mark();
  });
  palette.addEventListener('toggle', mark);
  palette.addEventListener('htmx:afterSettle', () => { mark(); say(`${options().length} results`); });
}

// --- toasts: leave after 10 s, but wait while hovered or focused; what failed stays until it is closed
const toasts = $('#toasts');
let leaving;
function arm() {
  clearTimeout(leaving);
  leaving = setTimeout(() => (toasts.matches(':hover, :focus-within') ? arm() : $$('.toast:not(.bad)', toasts).forEach((box) => box.remove())), 10_000);
}
function toast(words, box = document.createElement('div')) {
  box.classList.add('toast');
  ($('span', box) ?? box.appendChild(document.createElement('span'))).textContent = words;
  toasts?.replaceChildren(box);
  say(words);
}
const failed = (words) => toast(words, $('#failed')?.content.firstElementChild.cloneNode(true));
on('click', (event) => { if (event.target.closest('[data-dismiss]')) event.target.closest('.toast').remove(); });
if (toasts) {
  new MutationObserver(() => toasts.childElementCount && arm()).observe(toasts, { childList: true });
  const first = $('.toast > span', toasts);
  if (first) { arm(); setTimeout(() => say(first.textContent), 300); }
}

// --- focus never falls to the top of the page: after "done" it goes to the next row, after "undo" to the row that came back,
// in a part that is drawn again to what is wrong or to the same place, and on a page that was refused to what is wrong
const focusable = (part) => $$('a[href], button, input:not([type=hidden]), textarea, select', part).filter((each) => each.checkVisibility() && !each.closest('[popover]'));
$('[aria-invalid=true]')?.focus();
on('htmx:beforeSwap', ({ detail }) => { // kept with its own request: others may be answered before this one settles
  const row = detail.target;
  if (!detail.shouldSwap || !row?.id) return;
  if (!row.matches('[data-row], [hidden]')) {
    const menu = document.activeElement.closest('[popover]');
    const place = focusable(row).indexOf(menu ? $(`[popovertarget="${menu.id}"]`, row) : document.activeElement);
    detail.xhr.next = { id: row.id, place, wasIn: row.contains(document.activeElement) };
    return;
  }
  $('#acts:popover-open')?.hidePopover();
  const all = rows();
  const at = all.indexOf(row);
  detail.xhr.next = { id: row.hidden ? row.id : (all[at + 1] ?? all[at - 1])?.id || 'main', wasIn: true, cameBack: row.hidden };
});
on('htmx:afterSettle', ({ detail }) => {
  const { id, place, wasIn, cameBack } = detail.xhr?.next ?? {};
  const target = id && document.getElementById(id);
  if (detail.xhr) detail.xhr.next = null;
  const lost = document.activeElement === document.body || !document.activeElement?.isConnected;
  const wrong = target && $('[aria-invalid=true]', target);
  if (wrong) { wrong.focus(); return; }
  if (!target || !((lost && wasIn) || cameBack)) return;
  if (place >= 0) { (focusable(target)[place] ?? focusable(target).at(-1))?.focus(); return; }
  ($('.tick', target) ?? $('a, button', target) ?? target).focus();
});
on('htmx:beforeRequest', (event) => { if (event.detail.target.matches('.htmx-swapping')) event.preventDefault(); }); // a second press while the row that was answered fades
on('htmx:afterRequest', (event) => { if (event.detail.successful && event.target.closest('.toast')) event.target.closest('.toast').remove(); });

// --- several values in one field: a new row is there at once, and what is typed while the server draws them is kept
const lines = (field) => $$('.rows-line', field).map((line) => ({ line, texts: $$('input:not([type=radio])', line) }));
let typed = [];
let typingAt = [-1, -1];
on('htmx:beforeRequest', (event) => {
  if (!event.detail.target.matches('.rows') || event.detail.elt.name !== 'add') return;
  const last = lines(event.detail.target).at(-1).line;
  const line = last.cloneNode(true);
  $$('button, label:has([type=radio])', line).forEach((part) => part.remove());
  $$('input', line).forEach((input) => { input.value = ''; });
  last.after(line);
  $('input', line).focus();
});
on('htmx:beforeSwap', (event) => {
  if (!event.detail.target.matches('.rows')) return;
  const dropped = event.detail.requestConfig.elt.closest('.rows-line');
  const all = lines(event.detail.target).filter(({ line }) => line !== dropped);
  const at = all.findIndex(({ line }) => line.contains(document.activeElement));
  typed = all.map(({ texts }) => texts.map((input) => input.value));
  typingAt = [at, all[at]?.texts.indexOf(document.activeElement)];
});
on('htmx:afterSwap', (event) => {
  if (!event.target.matches('.rows')) return;
  const all = lines(event.target);
  all.forEach(({ texts }, n) => texts.forEach((input, k) => { input.value = typed[n]?.[k] ?? input.value; }));
  const field = all[typingAt[0]]?.texts[typingAt[1]];
  if (field) { $('[autofocus]', event.target)?.removeAttribute('autofocus'); field.focus(); }
});

// --- a request that failed or a lost line is said, never swallowed
const failures = {
  403: 'Not saved: this page is too old. Load it again, then repeat the last step.',
  404: 'That is no longer there. Load the page again.',
  429: 'Too many requests at once. Wait a minute, then try again.',
};
on('htmx:responseError', (event) => failed(failures[event.detail.xhr.status] ?? 'Not saved: something failed on the server. Try again.'));
on('htmx:sendError', ({ detail: { elt, requestConfig } }) => {
  const isTyped = elt.closest('form')?.querySelector('input:not([type=hidden]), textarea, select');
  const unsaved = `Not saved: the server didn’t answer. ${isTyped ? 'What you typed is still here.' : 'Try again.'}`;
  failed(requestConfig?.verb === 'get' ? 'The server didn’t answer. Try again.' : unsaved);
});
addEventListener('offline', () => $('.live') || failed('You are offline. Nothing can be saved until you are back.'));
addEventListener('online', () => toast('You are online again.'));
