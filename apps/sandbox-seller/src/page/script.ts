/**
 * The page's script. Everything that comes from a buyer is set as text, never as markup. A row is rebuilt only when
 * what it shows has changed: a click or the focus never lands on a row that has just been replaced.
 */
export const pageScript = `
'use strict';
const byId = (id) => document.getElementById(id);
const sellerInput = byId('seller');
const tokenInput = byId('token');
const icons = {
  person: 'M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0M6 21v-2a4 4 0 0 1 4 -4h4a4 4 0 0 1 4 4v2',
  arrow: 'M5 12h14M13 18l6 -6M13 6l6 6',
  check: 'M5 12l5 5l10 -10',
  cross: 'M18 6l-12 12M6 6l12 12',
};
const waits = {
  approval: ['person', 'your approval'], permission: ['person', 'your permission'], ad_server: ['arrow', 'the ad server'],
  working: ['arrow', 'work on it'], input: ['person', 'input of the buyer'], unknown: ['arrow', 'something unnamed'],
};
const works = { create: 'New buy', update: 'Change', creatives: 'Creatives' };
const decisions = { booked: ['good', 'check', 'Approved'], rejected: ['ended', 'cross', 'Rejected'], cannot_complete: ['ended', 'cross', 'Not possible'], failed: ['ended', 'cross', 'Failed'], canceled: ['ended', 'cross', 'Canceled'] };
const states = { active: ['good', 'check', 'Delivers'], awaiting_creatives: ['wait', 'person', 'Waits for creatives'], paused: ['wait', 'arrow', 'Paused'], canceled: ['ended', 'cross', 'Canceled'] };
const outcomes = { completed: ['good', 'check', 'Done'], pending: ['wait', 'person', 'Opened a task'], failed: ['ended', 'cross', 'Failed'] };
let firstLook = true;

function headers() {
  return tokenInput && tokenInput.value ? { authorization: 'Bearer ' + tokenInput.value } : {};
}
async function ask(method, path, body) {
  const response = await fetch(path, { method, headers: { ...headers(), 'content-type': 'application/json' }, body: body && JSON.stringify(body), signal: AbortSignal.timeout(10000) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || 'HTTP ' + response.status);
  return answer;
}
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = String(text);
  return made;
}
function cell(content, className, label) {
  const td = element('td', className);
  for (const part of Array.isArray(content) ? content : [content]) if (part !== null && part !== undefined) td.append(part);
  if (label) td.dataset.label = label;
  return td;
}
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ width: 16, height: 16, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) svg.setAttribute(key, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}
function stateWord([tone, sign, words]) {
  const word = element('span', 'state ' + tone);
  word.append(icon(sign), element('span', '', words));
  return word;
}
function small(text) { return text ? element('span', 'small', text) : null; }

function since(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return seconds + ' s';
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes + ' min';
  return minutes < 2880 ? Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min' : Math.floor(minutes / 1440) + ' days';
}
function tick(time) {
  const apart = Date.now() - new Date(time.dateTime);
  time.textContent = time.dataset.kind === 'until' ? 'ends by itself in ' + since(-apart) : since(apart) + (time.dataset.kind === 'ago' ? ' ago' : '');
}
function when(iso, kind) {
  if (!iso) return '';
  const time = element('time', kind === 'until' ? 'small' : '');
  time.dateTime = iso; time.dataset.kind = kind; time.title = new Date(iso).toLocaleString();
  tick(time);
  return time;
}
function day(text) {
  if (text === 'asap') return 'as soon as possible';
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}
function flight({ start, end }) {
  if (!start && !end) return element('span', 'unsaid', 'not named');
  return (start ? day(start) : 'open') + ' – ' + (end ? day(end) : 'open');
}
function money(budget) {
  if (!budget) return '';
  return budget.amount.toLocaleString(undefined, { maximumFractionDigits: 2 }) + ' ' + budget.currency;
}
function order(item) {
  return cell([element('span', '', item.po_number || item.media_buy_id || 'without a number'), small([works[item.mutation], item.advertiser, item.mutation && item.mutation !== 'create' ? item.media_buy_id : null].filter(Boolean).join(' · '))], 'wide');
}
function publisher(item) { return cell([element('span', '', item.seller), small(item.dialect)], ''); }

function button(label, task, className, act) {
  const made = element('button', className, label);
  made.type = 'button';
  made.setAttribute('aria-label', label + ' ' + (task.po_number || task.task_id));
  made.addEventListener('click', act);
  return made;
}
async function decide(task, verb, body) {
  const row = document.querySelector('#open tr[data-key="' + CSS.escape(task.task_id) + '"]');
  const buttons = row ? row.querySelectorAll('button') : [];
  for (const one of buttons) one.disabled = true;
  try { await ask('POST', '/control/tasks/' + encodeURIComponent(task.task_id) + '/' + verb, body); await refresh(); }
  catch (error) { tell(error.message, true); for (const one of buttons) one.disabled = false; }
}
let rejecting = null;
function askToReject(task) {
  rejecting = task;
  byId('reject-what').textContent = [task.po_number || task.task_id, money(task.budget), task.seller].filter(Boolean).join(', ') + '. The buyer is told, and nothing is booked.';
  byId('reason').value = '';
  byId('reject').showModal();
}
byId('keep').addEventListener('click', () => byId('reject').close());
byId('reject-it').addEventListener('click', () => {
  const reason = byId('reason').value.trim();
  byId('reject').close();
  void decide(rejecting, 'reject', reason ? { reason } : {});
});

function openRow(task) {
  const [sign, words] = waits[task.waiting_for] || waits.unknown;
  const then = task.then.map((wait) => (waits[wait] || waits.unknown)[1]).join(', then ');
  const act = cell([button('Approve', task, 'main', () => decide(task, 'approve', {})), button('Reject', task, '', () => askToReject(task))], 'act');
  return [order(task), cell([stateWord(['wait', sign, words[0].toUpperCase() + words.slice(1)]), then ? small('then ' + then) : null, task.forgotten ? small('forgotten: no buyer sees it') : null, when(task.decides_itself_at, 'until')], 'wide'),
    publisher(task), cell(money(task.budget), 'money'), cell(flight(task.flight), 'wide', 'Flight'), cell(when(task.created_at, 'for'), '', 'Since'), act];
}
function decidedRow(task) {
  return [order(task), cell([stateWord(decisions[task.state] || ['ended', 'cross', task.state]), small(task.reason)], 'wide'), publisher(task), cell(money(task.budget), 'money'),
    cell(flight(task.flight), 'wide', 'Flight'), cell(when(task.updated_at, 'ago'), ''), cell(element('code', '', task.task_id), 'wide')];
}
function buyRow(buy) {
  return [order(buy), cell(stateWord(states[buy.state] || ['wait', 'arrow', buy.state]), 'wide'), publisher(buy), cell(money(buy.budget), 'money'),
    cell(flight(buy.flight), 'wide', 'Flight'), cell(when(buy.created_at, 'ago'), ''), cell(element('code', '', buy.media_buy_id), 'wide')];
}
function callRow(call) {
  return [cell(call.seq, ''), cell(call.po_number || call.media_buy_id, ''), cell(stateWord(outcomes[call.outcome] || ['wait', 'arrow', call.outcome]), ''), cell(call.seller + ', ' + call.dialect, ''), cell(element('code', '', call.tool), ''), cell(when(call.at, 'ago'), '')];
}
/** Rows keep their place in the document as long as they stay in the list: the focus stays where it is. */
function show(id, items, keyOf, cellsOf, total) {
  const body = document.querySelector('#' + id + ' tbody');
  const old = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  items.forEach((item, index) => {
    const key = String(keyOf(item)), text = JSON.stringify(item);
    let row = old.get(key);
    old.delete(key);
    if (!row || row.shownText !== text) {
      const fresh = row || element('tr', firstLook ? '' : 'moved');
      fresh.replaceChildren(...cellsOf(item));
      fresh.dataset.key = key; fresh.shownText = text;
      row = fresh;
    }
    if (body.rows[index] !== row) body.insertBefore(row, body.rows[index] || null);
  });
  for (const row of old.values()) row.remove();
  byId(id + '-count').textContent = total;
  const empty = byId('no-' + id);
  if (!empty) return;
  empty.hidden = items.length > 0;
  byId(id).hidden = items.length === 0;
}
function offer(names) {
  for (const name of new Set(names)) {
    if ([...sellerInput.options].some((option) => option.value === name)) continue;
    sellerInput.append(new Option(name, name));
  }
}
function tell(text, isCut) {
  const state = byId('state');
  if (state.textContent !== text) state.textContent = text;
  state.className = isCut ? 'cut' : '';
}
async function refresh() {
  const seller = sellerInput.value;
  const query = '?limit=100' + (seller ? '&seller=' + encodeURIComponent(seller) : '');
  try {
    const parts = ['tasks' + query + '&state=open', 'tasks' + query, 'bookings' + query, 'calls' + query];
    const [open, tasks, booked, calls] = await Promise.all(parts.map((part) => ask('GET', '/control/' + part)));
    offer([...tasks.tasks, ...calls.calls].map((item) => item.seller));
    const decided = tasks.tasks.filter((task) => task.state !== 'open').sort((a, b) => a.updated_at < b.updated_at ? 1 : -1);
    show('open', open.tasks, (task) => task.task_id, openRow, open.total);
    show('buys', booked.media_buys.reverse(), (buy) => buy.media_buy_id, buyRow, booked.total);
    show('decided', decided, (task) => task.task_id, decidedRow, tasks.total - open.total);
    show('calls', calls.calls.reverse(), (call) => call.seq, callRow, calls.total);
    firstLook = false;
    document.querySelectorAll('time').forEach(tick);
    tell('live', false);
  } catch (error) { tell(error.message, true); }
}
async function loop() { await refresh(); setTimeout(loop, 2000); }
const wanted = new URLSearchParams(location.search).get('seller');
if (wanted) { offer([wanted]); sellerInput.value = wanted; }
sellerInput.addEventListener('change', () => {
  history.replaceState(null, '', sellerInput.value ? '?seller=' + encodeURIComponent(sellerInput.value) : location.pathname);
  void refresh();
});
if (tokenInput) tokenInput.addEventListener('change', () => void refresh());
void loop();
`;
