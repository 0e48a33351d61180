// Coming back to a page: where one was in the list of people, and at which row of a list one sent a form.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- the list's address, and the row, are kept for the breadcrumb of the person's page
if (document.querySelector('#found')) addEventListener('pagehide', () => sessionStorage.setItem('people', location.pathname + location.search));
const crumb = document.querySelector('.crumb [data-back]');
const wasAt = sessionStorage.getItem('people');
if (crumb && wasAt) crumb.href = wasAt + crumb.hash;
addEventListener('load', () => { // not sooner: going to the row of the address takes the focus away
  const row = document.getElementById(location.hash.slice(1));
  if (row?.matches('[data-row]')) { row.classList.add('at'); row.querySelector('a.name')?.focus({ preventScroll: true }); }
});

// --- a row's form without htmx leads to the same page: the focus goes to where the page says, to the same button, or where that is gone to the next row
const forms = () => all('main li form, main tr form');
document.addEventListener('submit', (event) => {
  const at = forms().indexOf(event.target);
  if (at >= 0) sessionStorage.setItem('sent', JSON.stringify([location.pathname, at, event.submitter?.ariaLabel]));
});
addEventListener('load', () => {
  const [path, at, words] = JSON.parse(sessionStorage.getItem('sent') ?? '[]');
  sessionStorage.removeItem('sent');
  if (path !== location.pathname || document.activeElement !== document.body || document.querySelector('main [autofocus]')) return;
  const there = forms();
  const same = all('main button').find((button) => words && button.ariaLabel === words);
  (same ?? (there[at] ?? there.at(-1))?.querySelector('button'))?.focus();
});
