// What is typed and not sent yet outlives a part of the page that is drawn again, and a form without htmx that loads the page: by form and field, but for the form that was sent or left.
const typed = new Map(); // the words of forms that are not shown just now wait here
const fields = (form) => [...form.elements].filter((field) => field.matches('input:not([type=hidden], [type=file]), select, textarea'));
const chosen = (select) => [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
const isBox = ({ type }) => type === 'checkbox' || type === 'radio';
const changed = (field) => {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  return field.options ? field.selectedOptions[0] !== chosen(field) : field.value !== field.defaultValue;
};
// What the server had said there: where it says something else now, what was typed over the former stays away.
const said = (field) => {
  if (isBox(field)) return fields(field.form).filter((each) => each.name === field.name && each.defaultChecked).map(({ value }) => value).join();
  return field.options ? chosen(field)?.value : field.defaultValue;
};
const name = (form) => form.getAttribute('action');
const forms = (part) => part.querySelectorAll('form[action]');
function keep(part, sent) {
  forms(part).forEach((form) => {
    const own = fields(form); // one that shows none, as "Add" beside a suggestion does, may post where another is being filled in
    if (!own.length) return;
    const words = own.filter(changed).map((field) => ({ name: field.name, type: field.type, value: field.value, checked: field.checked, over: said(field) }));
    if (words.length && form !== sent) typed.set(name(form), words); else typed.delete(name(form));
  });
  if (sent && fields(sent).length) typed.delete(name(sent));
}
function putBack(part) {
  forms(part).forEach((form) => (typed.get(name(form)) ?? []).forEach((one) => {
    const field = fields(form).find((each) => each.name === one.name && (!isBox(one) || each.value === one.value));
    if (!field || (said(field) && said(field) !== one.over)) return;
    [field.value, field.checked] = [one.value, one.checked];
    field.closest('details')?.setAttribute('open', '');
  }));
}

let drawn = null;
document.addEventListener('htmx:beforeSwap', ({ detail: { shouldSwap, target, requestConfig } }) => {
  if (!shouldSwap || !target.matches('section')) return;
  keep(target, requestConfig.elt.closest('form'));
  drawn = target;
});
document.addEventListener('htmx:afterSwap', ({ detail: { target, requestConfig } }) => {
  const part = document.getElementById(target.id);
  if (!part || drawn !== target) return; // it is told once for each element
  drawn = null;
  if (requestConfig.verb === 'post') target.querySelectorAll('li > form:is([action$="/edit/"], [action$="/answer/"])').forEach((form) => { // it stays open in its row
    const row = form !== requestConfig.elt.closest('form') && part.querySelector(`a[href="${name(form)}"]`)?.closest('li');
    if (!row) return;
    form.querySelector('[autofocus]')?.removeAttribute('autofocus'); // the focus is elsewhere by now
    row.replaceWith(form.parentElement);
    htmx.process(form.parentElement);
  });
  putBack(part);
});

const main = document.querySelector('main');
const talk = location.pathname.split('/', 3).join('/');
document.addEventListener('submit', ({ target, defaultPrevented }) => {
  if (defaultPrevented || target.hasAttribute('hx-post') || !main.contains(target)) return;
  keep(main, target);
  sessionStorage.setItem('typed', JSON.stringify([talk, Date.now(), [...typed]]));
});
const [about, sent, words] = JSON.parse(sessionStorage.getItem('typed') ?? '[]');
sessionStorage.removeItem('typed');
if (about === talk && Date.now() - sent < 60_000) words.forEach((one) => typed.set(...one)); // else the form led elsewhere
putBack(main);
