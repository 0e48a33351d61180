// Import: a file may be dropped anywhere on the page, and a long pasted text goes as a file.
const field = document.querySelector('[data-drop] input[type=file]');
const zone = field.closest('[data-drop]');
const over = (event) => event.dataTransfer?.types.includes('Files');
const light = (on) => zone.classList.toggle('over', on);
document.addEventListener('dragover', (event) => { if (over(event)) { event.preventDefault(); light(true); } });
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) light(false); });
document.addEventListener('drop', (event) => {
  if (!over(event)) return;
  event.preventDefault();
  light(false);
  const files = event.dataTransfer.files;
  document.getElementById('live').textContent = files.length > 1 ? 'One file at a time. The first was taken.' : `${files[0].name} chosen`;
  const one = new DataTransfer();
  one.items.add(files[0]);
  field.files = one.files;
  field.form.querySelector('button.primary').focus();
});
field.form.addEventListener('formdata', (event) => { // a form takes two million letters at most, a file more
  const text = event.formData.get('text');
  if (text.length < 1_900_000 || field.files.length) return;
  event.formData.set('file', new File([text], 'Pasted text'));
  event.formData.set('text', '');
});
