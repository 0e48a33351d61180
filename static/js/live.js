// Live notes: a word is in this browser before it is on the server, goes there within two seconds, in order and once, and leaves the browser when the server has it.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const page = $('.live');
const { store, url } = page.dataset;
const form = $('#capture');
const box = $('#id_text');
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const say = (words) => { $('#live').textContent = words; };
const parse = (text) => new DOMParser().parseFromString(text, 'text/html');
const uuid = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
// --- what the server may not have yet: an entry for each line or tick, shared by the tabs of this browser
// { id, url, at, tab: which wrote it, open: whether it is in a box, fields, saved: the fields the server has, sent: those on their way, version: of the server's text, refused: the fields it will not have, and why }
const memory = new Map(); // where the browser keeps nothing
function guarded(work, otherwise) {
  try { return work(); } catch { return otherwise?.(); }
}
function keep(item) {
  const text = JSON.stringify(item);
  guarded(() => { localStorage.setItem(store + item.id, text); memory.delete(item.id); }, () => memory.set(item.id, text));
}
function drop(id) {
  memory.delete(id);
  guarded(() => localStorage.removeItem(store + id));
}
const load = (id) => JSON.parse(memory.get(id) ?? guarded(() => localStorage.getItem(store + id)) ?? 'null');
function all() {
  const kept = guarded(() => Object.keys(localStorage), () => []).filter((key) => key.startsWith(store)).map((key) => key.slice(store.length));
  return [...new Set([...kept, ...memory.keys()])].map(load).filter(Boolean).sort((a, b) => a.at - b.at);
}
const says = ({ fields, version }) => fields.asked !== undefined || fields.text || version; // an empty line that never was is none
const waits = (item) => Boolean(says(item)) && !same(item.fields, item.saved);
const waiting = () => all().filter(waits);
const sendable = (item) => item && waits(item) && !same(item.fields, item.refused?.fields);
// --- drawing: the server's parts, and over them what it has not got yet
let tab = guarded(() => sessionStorage.getItem('tab')) ?? uuid();
let mine = ''; // the id of the line in the box
let last = null; // that line, should the browser forget it
let [readAt, ahead] = [0, 0]; // when the server's clock was read, and how far it is before this one, in milliseconds
function hold(id) {
  mine = id;
  guarded(() => sessionStorage.setItem('line', id));
}
const current = () => $('#asks .at')?.dataset.question ?? '';
function choose(pk) {
  $$('#asks [data-row]').forEach((row) => row.classList.toggle('at', row.dataset.question === pk));
}
function drawLine(item) {
  const row = $('#line').content.firstElementChild.cloneNode(true);
  const { second, text } = item.fields;
  $('time', row).textContent = second === '' ? '' : `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;
  $('.words', row).textContent = text;
  if (item.refused) $('.chip', row).textContent = item.refused.words;
  const there = document.getElementById(`line-${item.id}`);
  if (there) { there.hidden = true; there.after(row); } else $('#log').append(row);
}
function draw() {
  $$('#log .waiting').forEach((row) => row.remove());
  $$('#log li').forEach((row) => { row.hidden = row.id === `line-${mine}`; });
  for (const item of waiting()) {
    const { asked } = item.fields;
    if (asked === undefined && item.id !== mine) drawLine(item);
    const row = asked !== undefined && $(`#asks [data-question="${item.id}"]`);
    if (!row) continue;
    $('.tick', row).setAttribute('aria-pressed', String(Boolean(asked)));
    $('[name=asked]', row).value = asked ? '' : '1';
  }
}
function readClock() {
  [readAt, ahead] = [Date.now(), Number($('#clock').dataset.now) - Date.now()];
  if (Math.abs(ahead) < 10_000) ahead = 0; // nearly all of that is the way here: clocks differ by more, if they do
}
function apply(text) {
  const fresh = parse(text);
  const parts = $('[data-parts]', fresh);
  if (!parts) return;
  const [at, focus] = [current(), document.activeElement];
  const token = $('[name=csrfmiddlewaretoken]', parts)?.value;
  for (const id of ['clock', 'acts-clock', 'closing', 'asks', 'log']) document.getElementById(id).replaceWith($(`#${id}`, parts));
  for (const id of ['toasts', 'live']) if ($(`#${id}`, fresh)) document.getElementById(id).replaceChildren(...$(`#${id}`, fresh).childNodes);
  if (token) $$('[name=csrfmiddlewaretoken]').forEach((field) => { field.value = token; });
  readClock();
  choose(at);
  draw();
  if (!focus.isConnected) (document.getElementById(focus.id) ?? $('#log')).focus({ preventScroll: true });
}
// --- sending: one after the other, each as it was when it first went, until the answer is known
const KEPT = 'Every word is kept in this browser, and is sent again by itself.';
const WHY = { offline: `Not saved yet: the server can’t be reached. ${KEPT}`, out: `Not saved yet: you are signed out. ${KEPT}`, failed: `Not saved yet: something failed on the server. ${KEPT}` };
let why = ''; // the last request failed
let typed = false; // here, since the page was loaded
function tell() {
  const left = waiting();
  typed ||= Boolean(left.length);
  const refused = left.find((item) => item.refused && !sendable(item));
  const words = left.length && (WHY[why] || (refused && `Not saved: ${refused.refused.words}`));
  $('#unsaved').hidden = !words;
  $('#unsaved span').textContent = words || '';
  $('#unsaved a').hidden = why !== 'out';
  const state = words ? `${left.length} not saved yet` : left.length || !typed ? '' : `Saved ${$('#clock').dataset.time}`;
  if (state && $('#saved').textContent !== state) $('#saved').textContent = state;
}
async function ask(address, fields) {
  const headers = { 'HX-Request': 'true', 'HX-Target': 'parts', 'HX-Current-URL': location.origin + url };
  const body = fields && new URLSearchParams({ ...fields, csrfmiddlewaretoken: form.csrfmiddlewaretoken.value });
  try {
    const answer = await fetch(address, { method: body ? 'POST' : 'GET', body, headers, signal: AbortSignal.timeout(15_000) });
    return { status: answer.headers.has('HX-Redirect') ? 401 : answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: '' };
  }
}
async function post(address, fields) {
  let answer = await ask(address, fields);
  if (answer.status === 403) { // the token is old: signed in anew in another tab, or signed out
    const status = await refresh();
    answer = status === 200 ? await ask(address, fields) : { status, text: '' };
  }
  why = { 200: '', 422: '', 413: '', 400: '', 0: 'offline', 401: 'out' }[answer.status] ?? 'failed';
  return answer;
}
async function refresh() {
  const answer = await ask(url);
  if (answer.status === 200) apply(answer.text);
  return answer.status;
}
async function send(id) {
  let item = load(id);
  item.sent ??= item.fields;
  keep(item);
  const { status, text } = await post(item.url, { ...item.sent, version: item.version ?? 0 });
  if (why) return;
  item = load(id) ?? item; // it may have been typed on meanwhile
  if (status === 200) {
    settle(item, $('[data-parts]', parse(text)).dataset);
    typed = true;
    apply(text);
  } else {
    item.refused = { fields: item.sent, words: $('.error', parse(text))?.textContent.trim() || 'This line can’t be kept as it is.' };
    item.sent = null;
    keep(item);
  }
}
function settle(item, { key, version }) {
  const was = item.id;
  [item.saved, item.sent, item.version] = [item.sent ?? item.saved, null, Number(version ?? item.version)];
  if (key && key !== was) { // it was changed elsewhere meanwhile: this text is a line of its own
    drop(was);
    [item.id, item.saved, item.fields] = [key, { ...item.saved, key }, { ...item.fields, key }];
    if (mine === was) hold(key);
  }
  if (item.id === mine) last = item;
  if (item.open || waits(item)) keep(item); else drop(item.id);
}
async function ours() { // those of this tab, and of tabs that are gone: two must not write one entry
  const held = (await navigator.locks?.query())?.held.map((lock) => lock.name);
  return all().filter((item) => item.tab === tab || (held ? !held.includes(item.tab) : Date.now() + ahead - item.at > 60_000));
}
async function sendAll() {
  for (const { id } of await ours()) {
    while (sendable(load(id))) {
      await send(id);
      if (why) return;
    }
  }
}
let line = Promise.resolve();
const oneByOne = (work) => navigator.locks?.request(store, work) ?? (line = line.then(work));
let timer = 0;
const later = (milliseconds) => { timer ||= setTimeout(flush, milliseconds); };
async function flush() {
  clearTimeout(timer);
  timer = 0;
  await oneByOne(sendAll);
  draw();
  tell();
  if (waiting().some(sendable)) later(why ? 4000 : 1000);
}
// --- the box: a line from its first letter on
let tag = '';
function pick(wanted) {
  tag = wanted;
  $$('[data-tag]', form).forEach((button) => button.setAttribute('aria-pressed', String(button.value === tag)));
}
function begin(id, fields, version = 0) {
  hold(id);
  fields = { key: id, ...fields };
  last = { id, tab, url: form.action, at: Date.now() + ahead, open: true, fields, saved: version ? fields : null, sent: null, version };
  keep(last);
}
function capture() {
  const text = box.value.trim();
  if (!mine && !text) return;
  const { used, runs } = $('#clock').dataset;
  const second = runs === undefined ? '' : Math.floor(Number(used) + (Date.now() - readAt) / 1000);
  if (!mine) begin(uuid(), { text, tag, question: current(), second, said_at: new Date(Date.now() + ahead).toISOString() });
  last = load(mine) ?? last;
  last.fields = { ...last.fields, text, tag };
  keep(last);
}
function close() {
  capture();
  if (mine) {
    last.open = false;
    if (waits(last)) keep(last); else drop(mine);
  }
  hold('');
  box.value = '';
  pick('');
  draw();
  flush();
}
function edit(key) {
  close();
  const row = document.getElementById(`line-${key}`);
  if (!row) return;
  box.value = $('.words', row).textContent;
  begin(key, { text: box.value.trim(), tag: row.dataset.tag, question: row.dataset.question, second: '', said_at: '' }, Number(row.dataset.version));
  pick(row.dataset.tag);
  draw();
  box.focus();
}
box.addEventListener('input', () => { capture(); later(1000); });
box.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') box.blur();
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  close();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const wanted = event.submitter?.dataset.tag ? event.submitter.value : '';
  if (box.value.trim()) { tag = wanted; close(); } else pick(tag === wanted ? '' : wanted);
  box.focus();
});
// --- questions: the current one takes what is typed; ticks wait like words. The clock and what is put away do not.
page.addEventListener('click', (event) => {
  const row = event.target.closest('#asks a[id]')?.closest('[data-row]');
  const link = event.target.closest('[data-edit]');
  if (!row && !link) return;
  event.preventDefault();
  if (link) { edit(link.dataset.edit); return; }
  choose(event.detail && row.dataset.question === current() ? '' : row.dataset.question);
  box.focus();
});
page.addEventListener('submit', async (event) => {
  const { target } = event;
  if (!target.matches('[data-ask], [data-swap], [data-finish]')) return;
  event.preventDefault();
  if (target.matches('[data-ask]')) {
    const id = target.closest('[data-question]').dataset.question;
    keep({ id, tab, url: target.action, at: Date.now() + ahead, fields: { asked: target.asked.value }, saved: null, sent: null });
    draw();
    await flush();
  } else if (target.matches('[data-swap]')) {
    const answer = await post(target.action, {});
    if (answer.status === 200) apply(answer.text); else say('Not done: the server can’t be reached. Try again.');
  } else {
    close();
    await oneByOne(sendAll);
    why = { 200: '', 0: 'offline', 401: 'out' }[await refresh()] ?? 'failed';
    tell();
    if (why || waiting().length) say('Not finished: not every word is saved yet. Try again when you are back.'); else $('[data-finish]')?.submit();
  }
});
// --- coming and going
addEventListener('online', flush);
addEventListener('storage', () => { draw(); tell(); }); // another tab wrote, or brought it to the server
addEventListener('pagehide', capture);
addEventListener('beforeunload', (event) => { if (memory.size && waiting().length) event.preventDefault(); });
addEventListener('pageshow', (event) => { if (event.persisted) refresh(); });
document.addEventListener('visibilitychange', () => { capture(); if (!document.hidden) refresh(); flush(); });
setInterval(() => { if (!document.hidden && !waiting().some(sendable)) refresh(); }, 15_000);
// --- a reload goes on with the line that was in the box; a copy of the tab begins its own
const alone = await new Promise((resolve) => {
  if (!navigator.locks) { resolve(true); return; }
  navigator.locks.request(tab, { ifAvailable: true }, (lock) => { resolve(Boolean(lock)); return lock && new Promise(() => {}); });
});
if (!alone) {
  tab = uuid();
  navigator.locks.request(tab, () => new Promise(() => {}));
}
guarded(() => sessionStorage.setItem('tab', tab));
const was = alone ? load(guarded(() => sessionStorage.getItem('line')) ?? '') : null;
readClock();
if (Number(form.version.value)) {
  begin(form.key.value, { text: box.value.trim(), tag: $('#keep').value, question: form.question.value, second: '', said_at: '' }, Number(form.version.value));
  pick($('#keep').value);
} else if (was?.open && !box.value.trim()) {
  hold(was.id);
  box.value = was.fields.text;
  pick(was.fields.tag);
} else {
  hold('');
  capture(); // what was typed before this script was there
}
(await ours()).filter((item) => item.id !== mine && !waits(item)).forEach((item) => drop(item.id));
draw();
flush();
