// Which question takes what is typed: chosen by a tap, a number, j or k, and said above the box.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const box = $('#id_text');
const words = $('#asking');
let chosen = '';
function choose(pk) {
  $$('#asks [data-row]').forEach((row) => row.classList.toggle('at', row.dataset.question === pk));
}
function tell() {
  const link = $('#asks .at a[id]');
  chosen = link?.closest('[data-row]').dataset.question ?? '';
  $$('#asks [aria-current]').forEach((each) => each.removeAttribute('aria-current'));
  link?.setAttribute('aria-current', 'true');
  words.hidden = !link;
  $('b', words).textContent = link?.firstChild.textContent.trim() ?? '';
  if (link) box.setAttribute('aria-describedby', 'asking'); else box.removeAttribute('aria-describedby');
}
new MutationObserver((seen) => { // a row is marked here, by keys and by the keys of every list; a part that is drawn anew has no mark
  if (seen.some(({ type }) => type === 'childList')) choose(chosen);
  tell();
}).observe($('.live-q'), { subtree: true, childList: true, attributeFilter: ['class'] });
document.addEventListener('click', (event) => {
  const row = event.target.closest('#asks a[id]')?.closest('[data-row]');
  if (!row && !event.target.closest('#asking a')) return;
  event.preventDefault();
  choose(!row || (event.detail && row.dataset.question === chosen) ? '' : row.dataset.question);
  box.focus();
});
tell();
