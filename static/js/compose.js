// Writing a letter: chips and "{" put a field in, a way out asks whether it was sent, another template is used at once.
const $ = (selector, root = document) => root.querySelector(selector);
const form = $('#letter');
const box = $('#id_body');
const list = $('#completion');
const names = [...document.querySelectorAll('[data-field]')].map((chip) => chip.dataset.field);
let at = 0;
let field = box;
function put(name, from = field.selectionStart) {
  field.setRangeText(`{${name}}`, from, field.selectionEnd, 'end');
  close();
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
function close() {
  list.hidden = true;
  field.removeAttribute('aria-activedescendant');
}
const begun = () => /\{([a-z_]*)$/i.exec(field.value.slice(0, field.selectionStart));
function mark(step = 0) {
  at = (at + step + list.children.length) % list.children.length;
  [...list.children].forEach((option, n) => option.setAttribute('aria-selected', n === at));
  field.setAttribute('aria-activedescendant', list.children[at].id);
  list.children[at].scrollIntoView({ block: 'nearest' });
}
function offer() {
  const typed = begun();
  const fits = typed ? names.filter((name) => name.startsWith(typed[1].toLowerCase())) : [];
  if (!fits.length) { close(); return; }
  list.replaceChildren(...fits.map((name) => Object.assign(document.createElement('button'), { type: 'button', role: 'option', id: `field-${name}`, tabIndex: -1, textContent: name })));
  field.after(list);
  list.hidden = false;
  at = 0;
  mark();
}
const pick = (option) => put(option.textContent, begun().index);
for (const each of [box, $('#id_subject')]) {
  each.setAttribute('aria-controls', 'completion');
  each.addEventListener('focus', () => { field = each; });
  each.addEventListener('input', offer);
  each.addEventListener('blur', () => setTimeout(() => { if (!list.contains(document.activeElement)) close(); }));
  each.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'ArrowDown') mark(1);
    else if (event.key === 'ArrowUp') mark(-1);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(list.children[at]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
}
list.addEventListener('click', (event) => pick(event.target));
document.addEventListener('click', (event) => {
  const chip = event.target.closest('[data-field]');
  if (chip) put(chip.dataset.field);
  const out = event.target.closest('[data-way]');
  if (!out) return;
  form.elements.way.value = out.dataset.way;
  form.dispatchEvent(new Event('change'));
});
// A press sends all that is typed: what would save it by the way stops, or would begin a second draft.
let leaves = false;
form.addEventListener('submit', () => { leaves = true; form.dispatchEvent(new Event('htmx:abort')); });
form.addEventListener('htmx:beforeRequest', (event) => { if (leaves) event.preventDefault(); });
// What is typed into "Still to say" while an answer is under way is newer than the answer.
const values = () => [...form.querySelectorAll('[name^=value_]')];
let typed = {};
document.addEventListener('htmx:beforeSwap', () => { typed = Object.fromEntries(values().map((box) => [box.name, box.value])); });
document.addEventListener('htmx:afterSwap', () => {
  const late = values().filter((box) => (typed[box.name] ?? box.value) !== box.value);
  late.forEach((box) => { box.value = typed[box.name]; });
  if (late.length) form.dispatchEvent(new Event('change'));
});
window.addEventListener('pageshow', () => { leaves = false; });
$('[data-use]')?.addEventListener('change', (event) => {
  event.stopPropagation();
  $('[name=use]').click();
});
