/**
 * The page's script. Everything that comes from a buyer is set as text, never as markup. A row is rebuilt only when
 * what it shows has changed. Otherwise a click could land on a row that has just moved.
 */
export const pageScript = `
'use strict';
const byId = (id) => document.getElementById(id);
const sellerInput = byId('seller');
const tokenInput = byId('token');
const shown = new Map();
sellerInput.value = new URLSearchParams(location.search).get('seller') || '';

function headers() {
  return tokenInput && tokenInput.value ? { authorization: 'Bearer ' + tokenInput.value } : {};
}
async function ask(method, path, body) {
  const response = await fetch(path, { method, headers: { ...headers(), 'content-type': 'application/json' }, body: body && JSON.stringify(body), signal: AbortSignal.timeout(10000) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || 'HTTP ' + response.status);
  return answer;
}
function cell(text, className) {
  const td = document.createElement('td');
  td.textContent = text === null || text === undefined ? '' : String(text);
  if (className) td.className = className;
  return td;
}
function time(iso) { return iso ? new Date(iso).toLocaleTimeString() : ''; }
function tone(state) {
  if (state === 'open' || state === 'pending' || state === 'awaiting_creatives') return 'wait';
  return state === 'booked' || state === 'active' || state === 'completed' ? 'good' : 'bad';
}
function decideButton(task, verb, label, className) {
  const button = document.createElement('button');
  button.type = 'button'; button.textContent = label; button.className = className;
  button.setAttribute('aria-label', label + ' ' + task.task_id);
  button.addEventListener('click', async () => {
    const reason = verb === 'reject' ? prompt('Reason for the buyer (optional)') : null;
    if (verb === 'reject' && reason === null) return;
    button.disabled = true;
    try { await ask('POST', '/control/tasks/' + encodeURIComponent(task.task_id) + '/' + verb, reason ? { reason } : {}); await refresh(); }
    catch (error) { byId('state').textContent = error.message; button.disabled = false; }
  });
  return button;
}
function taskRow(task) {
  const row = document.createElement('tr');
  const waiting = task.state === 'open' ? 'waits for ' + task.waiting_for + (task.decides_itself_at ? ', by itself ' + time(task.decides_itself_at) : '') : task.state;
  row.append(cell(task.task_id, 'id'), cell(task.dialect + ' / ' + task.seller), cell(task.po_number), cell(task.tool),
    cell(waiting + (task.forgotten ? ' (forgotten)' : '') + (task.reason ? ': ' + task.reason : ''), tone(task.state)), cell(time(task.created_at)));
  const act = cell('', 'act');
  if (task.state === 'open') act.append(decideButton(task, 'approve', 'Approve', ''), decideButton(task, 'reject', 'Reject', 'no'));
  row.append(act);
  return row;
}
function buyRow(buy) {
  const row = document.createElement('tr');
  row.append(cell(buy.media_buy_id, 'id'), cell(buy.dialect + ' / ' + buy.seller), cell(buy.po_number), cell(buy.total_budget.toLocaleString()), cell(buy.state.replace(/_/g, ' '), tone(buy.state)), cell(time(buy.created_at)));
  return row;
}
function callRow(call) {
  const row = document.createElement('tr');
  row.append(cell(call.seq), cell(call.dialect + ' / ' + call.seller), cell(call.tool), cell(call.po_number), cell(call.outcome, tone(call.outcome)), cell(time(call.at)));
  return row;
}
function show(id, items, row) {
  const key = JSON.stringify(items);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  document.querySelector('#' + id + ' tbody').replaceChildren(...items.map(row));
}
async function refresh() {
  const seller = sellerInput.value.trim();
  const query = '?limit=100' + (seller ? '&seller=' + encodeURIComponent(seller) : '');
  try {
    const parts = ['tasks' + query + '&state=open', 'tasks' + query, 'bookings' + query, 'calls' + query];
    const [open, tasks, booked, calls] = await Promise.all(parts.map((part) => ask('GET', '/control/' + part)));
    show('tasks', [...open.tasks, ...tasks.tasks.filter((task) => task.state !== 'open').reverse()], taskRow);
    show('buys', booked.media_buys.reverse(), buyRow);
    show('calls', calls.calls.reverse(), callRow);
    byId('task-count').textContent = open.total + ' open of ' + tasks.total;
    byId('buy-count').textContent = booked.total;
    byId('call-count').textContent = calls.total;
    byId('no-tasks').hidden = tasks.total > 0;
    byId('no-buys').hidden = booked.total > 0;
    byId('state').textContent = 'as of ' + new Date().toLocaleTimeString();
  } catch (error) { byId('state').textContent = error.message; }
}
async function loop() { await refresh(); setTimeout(loop, 2000); }
sellerInput.addEventListener('change', refresh);
if (tokenInput) tokenInput.addEventListener('change', refresh);
loop();
`;
