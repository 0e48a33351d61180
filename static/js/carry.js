// What is typed and not sent yet outlives a part of the page that is drawn again: by form and field, but for the form that was sent or left.
const typed = new Map(); // the words of forms that are not shown just now wait here
const fields = (form) => [...form.elements].filter((field) => field.matches('input:not([type=hidden], [type=file]), select, textarea'));
const chosen = (select) => [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
const changed = (field) => {
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  return field.options ? field.selectedOptions[0] !== chosen(field) : field.value !== field.defaultValue;
};
const same = (field, one) => field.name === one.name && (!/^(checkbox|radio)$/.test(one.type) || field.value === one.value);
const name = (form) => form.getAttribute('action');
let drawn = null;

document.addEventListener('htmx:beforeSwap', ({ detail: { shouldSwap, target, requestConfig } }) => {
  if (!shouldSwap || !target.matches('section')) return;
  target.querySelectorAll('form[action]').forEach((form) => {
    const words = fields(form).filter(changed).map(({ name, type, value, checked }) => ({ name, type, value, checked }));
    if (words.length) typed.set(name(form), words); else typed.delete(name(form));
  });
  drawn = target;
  const sent = requestConfig.elt.closest('form');
  if (sent) typed.delete(name(sent));
});
document.addEventListener('htmx:afterSwap', ({ detail: { target, requestConfig } }) => {
  const part = document.getElementById(target.id);
  if (!part || drawn !== target) return; // it is told once for each element
  drawn = null;
  if (requestConfig.verb === 'post') target.querySelectorAll('li > form[action$="/edit/"]').forEach((form) => { // an edit stays open in its row
    const row = form !== requestConfig.elt.closest('form') && part.querySelector(`a[href="${name(form)}"]`)?.closest('li');
    if (!row) return;
    form.querySelector('[autofocus]')?.removeAttribute('autofocus'); // the focus is elsewhere by now
    row.replaceWith(form.parentElement);
    htmx.process(form.parentElement);
  });
  part.querySelectorAll('form[action]').forEach((form) => {
    (typed.get(name(form)) ?? []).forEach((one) => {
      const field = fields(form).find((each) => same(each, one));
      if (field) [field.value, field.checked] = [one.value, one.checked];
    });
  });
});
