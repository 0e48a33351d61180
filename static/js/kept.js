// What the server may not have yet of a talk: an entry for each line or tick, in this browser, shared by its tabs.
// { id: the line's, and where it is changed the tab's too, url, at, tab: which wrote it, open: whether it is in a box, fields, saved: the fields the server has, sent: those on their way, version: of the server's text, refused: the fields it will not have, and why }
const { store } = document.querySelector('.live').dataset;
export const memory = new Map(); // where the browser keeps nothing
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
export function guarded(work, otherwise) {
  try { return work(); } catch { return otherwise?.(); }
}
export function keep(item) {
  const text = JSON.stringify(item);
  guarded(() => { localStorage.setItem(store + item.id, text); memory.delete(item.id); }, () => memory.set(item.id, text));
}
export function drop(id) {
  memory.delete(id);
  guarded(() => localStorage.removeItem(store + id));
}
export const load = (id) => JSON.parse(memory.get(id) ?? guarded(() => localStorage.getItem(store + id)) ?? 'null');
export function all() {
  const kept = guarded(() => Object.keys(localStorage), () => []).filter((key) => key.startsWith(store)).map((key) => key.slice(store.length));
  return [...new Set([...kept, ...memory.keys()])].map(load).filter(Boolean).sort((a, b) => a.at - b.at);
}
const says = ({ fields, version }) => fields.asked !== undefined || fields.text || version; // an empty line that never was is none
export const waits = (item) => Boolean(says(item)) && !same(item.fields, item.saved);
export const waiting = () => all().filter(waits);
export const refused = (item) => item.refused && same(item.fields, item.refused.fields);
export const sendable = (item) => item && waits(item) && !refused(item);
