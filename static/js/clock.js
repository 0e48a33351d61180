// The clock of a talk: the server's seconds, drawn anew each second; what a quiet change of colour shows is also said.
const $ = (selector, root = document) => root.querySelector(selector);
const shown = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
const told = new Set();
let face;
let readAt = 0;
function once(words) {
  if (told.has(words)) return;
  told.add(words);
  $('#live').textContent = words;
}
function tick() {
  const clock = $('#clock');
  if (clock !== face) [face, readAt] = [clock, Date.now()]; // drawn by the server since
  if (clock.dataset.runs === undefined) return;
  const total = Number(clock.dataset.total);
  const used = Number(clock.dataset.used) + (Date.now() - readAt) / 1000;
  const left = total - used;
  $('[data-left]', clock).textContent = shown(Math.abs(left));
  $('[data-side]', clock).textContent = left < 0 ? 'over' : 'left of';
  $('progress', clock).value = used;
  clock.classList.toggle('soon', left >= 0 && used >= 0.8 * total);
  clock.classList.toggle('over', left < 0);
  $('#closing').hidden = left > 180;
  if (left < 0) once('The promised minutes are over.');
  else if (left <= 180) once('Three minutes are left. Time to close.');
  else if (used >= 0.8 * total) once('Most of the promised time is used.');
}
tick();
setInterval(tick, 1000);
