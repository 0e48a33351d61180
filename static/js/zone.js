// Sign-up: chooses the browser's time zone, as long as nobody has chosen another.
for (const field of document.querySelectorAll('[data-browser-zone]')) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!field.value && [...field.options].some((option) => option.value === timeZone)) field.value = timeZone;
}
