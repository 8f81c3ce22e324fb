import Table from 'cli-table3';
import type { Page } from 'playwright-core';
import { type Product, readContext } from '../context';
import { callApi } from '../measure/call-api';
import { percentile } from '../measure/statistics';
import { run, say } from '../program';
import { mediaBuyRequest } from '../rounds/side';
import { SignedInBrowser } from './console';
import { SELLER, seedHistory } from '../history/seed';

const OPENINGS = 7;
const UPDATES = 20;
const GOAL_OPEN_MS = 1_500;
const GOAL_LIVE_MS = 1_000;
/** Rows of the list that is scrolled; fewer when there are fewer operations. */
const SCROLLED_ROWS = 100_000;
const LOAD_LIMIT_MS = 600_000;
const SCROLL_MS = 10_000;

/** Measures how the console's list of operations feels. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const { product, operations } = readContext();
  await callApi(product, 'POST', '/v1/sellers', {
    id: SELLER,
    name: 'Paused',
    agent_url: 'http://127.0.0.1:1/mcp',
    dialect: 'hitl-v1',
    paused: true,
  });
  const { tenant } = await callApi<{ tenant: { id: string } }>(product, 'GET', '/v1/me');
  await seedHistory(product.databaseUrl, tenant.id, operations, say);
  const fresh = await handOver(product, UPDATES);
  const browser = await SignedInBrowser.start(product.url, product.key);
  try {
    const opened = await measureOpening(browser);
    const updates = await measureUpdates(browser, product, fresh);
    const table = new Table({ head: [`of ${operations.toLocaleString()} operations`, 'p50', 'longest', 'goal'] });
    table.push(
      ['list usable after opening it, nothing cached, ms', at(opened, 0.5), at(opened, 1), GOAL_OPEN_MS],
      ['live update visible after the answer that committed it, ms', at(updates, 0.5), at(updates, 1), GOAL_LIVE_MS],
    );
    say(table.toString());
    const { rows, frames } = await measureScrolling(browser, Math.min(SCROLLED_ROWS, operations));
    const scrolled = new Table({ head: [`scrolling ${rows.toLocaleString()} rows`, 'p50', 'p99', 'longest'] });
    scrolled.push(['frame, ms', at(frames, 0.5), at(frames, 0.99), at(frames, 1)]);
    say(scrolled.toString());
  } finally {
    await browser.stop();
  }
}

const firstRow = (page: Page) => page.getByRole('table', { name: 'Operations' }).getByRole('row').nth(1);

/** Each in a browser that has nothing of the console: until the first row can be pressed. */
async function measureOpening(browser: SignedInBrowser): Promise<number[]> {
  const times: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    const page = await browser.newPage();
    const begin = performance.now();
    await page.goto('/operations', { waitUntil: 'commit' });
    await firstRow(page).click({ trial: true });
    times.push(performance.now() - begin);
    await page.context().close();
  }
  return times;
}

/** From the answer to the request that commits, until the row of it says so. */
async function measureUpdates(browser: SignedInBrowser, product: Product, ids: readonly string[]): Promise<number[]> {
  const page = await browser.newPage();
  await page.goto(`/operations?seller_id=${SELLER}`);
  await page.getByText('live', { exact: true }).waitFor();
  await firstRow(page).waitFor();
  const times: number[] = [];
  for (const id of ids) {
    const seen = page.locator(`[data-row="${id}"]`).getByText('Canceled').waitFor();
    await callApi(product, 'POST', `/v1/operations/${id}/cancel`);
    const answered = performance.now();
    await seen;
    times.push(performance.now() - answered);
  }
  await page.context().close();
  return times;
}

/** Scrolls through a list that was read to its last row, half a screen a frame: a fast flick. @returns how long the frames took */
async function measureScrolling(browser: SignedInBrowser, wanted: number): Promise<{ rows: number; frames: number[] }> {
  const page = await browser.newPage();
  await page.goto('/operations');
  await firstRow(page).waitFor();
  const rows = await page.evaluate<number>(`(${readOn})(${wanted}, ${LOAD_LIMIT_MS})`);
  if (rows < wanted) throw new Error(`only ${rows} of ${wanted} rows were read in time`);
  const frames = await page.evaluate<number[]>(`(${scroll})(${SCROLL_MS})`);
  await page.context().close();
  return { rows, frames };
}

/** In the page: keeps at the end of the list until it has so many rows. */
const readOn = `async (wanted, limitMs) => {
  const list = document.querySelector('main [role=table]');
  const rows = () => Math.round(list.querySelector('[role=rowgroup]:nth-of-type(2)').offsetHeight / 32);
  for (const end = performance.now() + limitMs; rows() < wanted && performance.now() < end; ) {
    list.scrollTop = list.scrollHeight;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return rows();
}`;

/** In the page: scrolls up and down by turns, and notes the time between frames. */
const scroll = `(forMs) => new Promise((resolve) => {
  const list = document.querySelector('main [role=table]');
  const frames = [];
  let by = -400;
  let before = performance.now();
  const end = before + forMs;
  const step = (now) => {
    frames.push(now - before);
    before = now;
    if (now >= end) return resolve(frames.slice(1));
    if (list.scrollTop <= 0) by = 400;
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 800) by = -400;
    list.scrollTop += by;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

async function handOver(product: Product, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const request = mediaBuyRequest(`console-${Date.now().toString(36)}-${made}`);
    const body = { type: 'create_media_buy', seller_id: SELLER, request };
    ids.push((await callApi<{ id: string }>(product, 'POST', '/v1/operations', body)).id);
  }
  return ids;
}

const at = (times: readonly number[], share: number): string => percentile(times, share).toFixed(0);

run(main);
