// Live notes: a word is in this browser before it is on the server, goes there within two seconds, in order and once, and leaves the browser when the server has it.
import { all, drop, guarded, keep, load, memory, refused, same, sendable, waiting, waits } from './kept.js';
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const page = $('.live');
const { store, url } = page.dataset;
const [form, box] = [$('#capture'), $('#id_text')];
const say = (words) => { $('#live').textContent = words; };
const parse = (text) => new DOMParser().parseFromString(text, 'text/html');
const uuid = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
// --- drawing: the server's parts, and over them what it has not got yet
let tab = guarded(() => sessionStorage.getItem('tab')) ?? uuid();
let [mine, last] = ['', null]; // the id of the line in the box, and that line, should the browser forget it
let [readAt, ahead] = [0, 0]; // when the server's clock was read, and how far it is before this one, in milliseconds
function hold(id) {
  mine = id;
  guarded(() => sessionStorage.setItem('line', id));
}
function drawLine(item) {
  const row = $('#line').content.firstElementChild.cloneNode(true);
  const { second, text } = item.fields;
  $('time', row).textContent = second === '' ? '' : `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;
  $('.words', row).textContent = text;
  if (refused(item)) $('.chip', row).textContent = item.refused.words;
  $$('button', row).forEach((button) => { button.hidden = !refused(item); });
  row.dataset.id = item.id;
  const there = document.getElementById(`line-${item.fields.key}`);
  if (there) { there.hidden = true; there.after(row); } else $('#log').append(row);
}
function draw() {
  $$('#log .waiting').forEach((row) => row.remove());
  $$('#log li').forEach((row) => { row.hidden = Boolean(mine) && row.id === `line-${last.fields.key}`; });
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
const PARTS = ['clock', 'acts-clock', 'closing', 'asks', 'log'];
const html = (part) => part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")\w+/g, '$1');
const shown = new Map(PARTS.map((id) => [id, html(document.getElementById(id))])); // as the server drew them
function apply(text) {
  const fresh = parse(text);
  const parts = $('[data-parts]', fresh);
  if (!parts) return;
  const focus = document.activeElement;
  const token = $('[name=csrfmiddlewaretoken]', parts)?.value;
  for (const id of PARTS) {
    const part = $(`#${id}`, parts);
    if (shown.get(id) === html(part)) continue;
    shown.set(id, html(part));
    document.getElementById(id).replaceWith(part);
  }
  for (const id of ['toasts', 'live']) if ($(`#${id}`, fresh)) document.getElementById(id).replaceChildren(...$(`#${id}`, fresh).childNodes);
  if (token) $$('[name=csrfmiddlewaretoken]').forEach((field) => { field.value = token; });
  readClock();
  draw();
  if (!focus.isConnected) (document.getElementById(focus.id) ?? $('#log')).focus({ preventScroll: true });
}
// --- sending: one after the other, each as it was when it first went, until the answer is known
const KEPT = 'Every word is kept in this browser, and is sent again by itself.';
const WHY = { offline: 'the server can’t be reached', out: 'you are signed out', failed: 'something failed on the server' };
let [why, undone, typed] = ['', '', false]; // why the last request failed; "Not done" or "Not finished", of what was asked for last; whether anything was typed here
function tell() {
  const left = waiting();
  typed ||= Boolean(left.length);
  const bad = left.find((item) => item.id === mine && refused(item)) ?? (!why && left.find(refused));
  const what = undone || (left.length ? `Not saved${bad ? '' : ' yet'}` : navigator.onLine ? '' : 'You are offline');
  const cause = bad ? bad.refused.words : why ? `${WHY[why]}.${undone && ' Try again.'}${left.length || !undone ? ` ${KEPT}` : ''}` : undone && 'not every word is saved yet. Try again.';
  const words = what && cause && `${what}: ${cause}`;
  if (undone && words !== $('#unsaved span').textContent) say(words);
  $('#unsaved').hidden = !words;
  $('#unsaved span').textContent = words || '';
  $('#unsaved a').hidden = why !== 'out';
  const state = words && left.length ? `${left.length} not saved yet` : left.length || !typed ? '' : `Saved ${$('#clock').dataset.time}`;
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
function because(status) {
  why = { 200: '', 422: '', 413: '', 400: '', 0: 'offline', 401: 'out' }[status] ?? 'failed';
  if (!why) undone = '';
}
async function post(address, fields) {
  let answer = await ask(address, fields);
  if (answer.status === 403) { // the token is old: signed in anew in another tab, or signed out
    const status = await refresh();
    answer = status === 200 ? await ask(address, fields) : { status, text: '' };
  }
  because(answer.status);
  return answer;
}
async function refresh() {
  const { status, text } = await ask(url);
  if (status === 200) apply(text);
  if (status === 200 && why !== 'failed') because(status);
  return status;
}
async function send(id) {
  let item = load(id);
  keep(Object.assign(item, { sent: item.sent ?? item.fields }));
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
  [item.saved, item.sent, item.version] = [item.sent ?? item.saved, null, Number(version ?? item.version)];
  if (key) [item.saved, item.fields] = [{ ...item.saved, key }, { ...item.fields, key }]; // another where it was changed elsewhere meanwhile: this text is a line of its own
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
let [line, timer] = [Promise.resolve(), 0];
const oneByOne = (work) => navigator.locks?.request(store, work) ?? (line = line.then(work));
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
function begin(id, fields, version = 0, saved = version ? fields : null) {
  hold(id);
  last = { id, tab, url: form.action, at: Date.now() + ahead, open: true, fields, saved, sent: null, version };
  keep(last);
}
function go(on) { // with a line that the browser has
  hold(on.id);
  last = on;
  box.value = on.fields.text;
  pick(on.fields.tag);
}
function capture() {
  const text = box.value.trim();
  if (!mine && !text) return;
  const { used, runs } = $('#clock').dataset;
  const second = runs === undefined ? '' : Math.floor(Number(used) + (Date.now() - readAt) / 1000);
  const key = uuid();
  if (!mine) begin(key, { key, text, tag, question: $('#asks .at')?.dataset.question ?? '', second, said_at: new Date(Date.now() + ahead).toISOString() });
  last = load(mine) ?? last;
  last.fields = { ...last.fields, text, tag };
  const [most, has] = [Number(box.dataset.most), [...text].length];
  if (has > most) last.refused = { fields: last.fields, words: `A line holds up to ${most} letters, and this one has ${has}. Divide it.` };
  keep(last);
}
function close() { // whether the box is free now: a line that is too long stays in it
  capture();
  if (mine && refused(last)) {
    tell();
    say($('#unsaved span').textContent);
    return false;
  }
  if (mine) {
    last.open = false;
    if (last.sent || waits(last)) keep(last); else drop(mine); // what is on its way may be older
  }
  hold('');
  box.value = '';
  pick('');
  draw();
  flush();
  return true;
}
function take(...line) { // into the box
  begin(...line);
  go(last);
  draw();
  box.focus();
}
function edit(row) {
  const [key, { tag: was, question, version }] = [row.id.slice(5), row.dataset];
  if (close()) take(`${key}:${tab}`, { key, text: $('.words', row).textContent.trim(), tag: was, question, second: '', said_at: '' }, Number(version));
}
function again(item) { // a line that was refused, whichever tab wrote it
  if (!close()) return;
  drop(item.id);
  take(uuid(), item.fields, item.version, item.saved);
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
  if (box.value.trim()) { pick(wanted); close(); } else pick(tag === wanted ? '' : wanted);
  box.focus();
});
// --- ticks wait like words; the clock and what is put away do not
page.addEventListener('click', (event) => {
  const on = event.target.closest('[data-edit], [data-again], [data-forget]');
  if (!on) return;
  event.preventDefault();
  const [row, item] = [on.closest('li'), load(on.closest('li').dataset.id)];
  if ('edit' in on.dataset) edit(row);
  else if (item && 'again' in on.dataset) again(item);
  else if (item && confirm('Remove this line? It is kept nowhere else.')) { drop(item.id); draw(); tell(); }
});
page.addEventListener('submit', async (event) => {
  const { target } = event;
  if (!target.matches('[data-ask], [data-swap], [data-finish]')) return;
  event.preventDefault();
  undone = '';
  if (target.matches('[data-ask]')) {
    const id = target.closest('[data-question]').dataset.question;
    keep({ id, tab, url: target.action, at: Date.now() + ahead, fields: { asked: target.asked.value }, saved: null, sent: null });
    draw();
    await flush();
  } else if (target.matches('[data-swap]')) {
    const { text } = await post(target.action, {});
    if (why) undone = 'Not done'; else apply(text);
    tell();
  } else {
    close();
    await oneByOne(sendAll);
    because(await refresh());
    if (why || waiting().length) undone = 'Not finished'; else $('[data-finish]')?.submit();
    tell();
  }
});
// --- coming and going
addEventListener('online', flush);
addEventListener('offline', () => { why = 'offline'; tell(); });
addEventListener('storage', () => { draw(); tell(); }); // another tab wrote, or brought it to the server
addEventListener('pagehide', capture);
addEventListener('beforeunload', (event) => { if (memory.size && waiting().length) event.preventDefault(); });
addEventListener('pageshow', (event) => { if (event.persisted) refresh(); });
document.addEventListener('visibilitychange', () => { capture(); if (!document.hidden) refresh(); flush(); });
setInterval(async () => { if (!document.hidden && !waiting().some(sendable)) { await refresh(); tell(); } }, 15_000);
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
if (was?.open && (!box.value.trim() || was.fields.key === form.key.value)) {
  go(was);
} else if (Number(form.version.value)) {
  begin(`${form.key.value}:${tab}`, { key: form.key.value, text: box.value.trim(), tag: $('#keep').value, question: form.question.value, second: '', said_at: '' }, Number(form.version.value));
  pick($('#keep').value);
} else {
  hold('');
  capture(); // what was typed before this script was there
}
(await ours()).filter((item) => item.id !== mine && !waits(item)).forEach((item) => drop(item.id));
draw();
flush();
