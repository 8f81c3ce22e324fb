import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import type { Figure } from '../../tools/bench/figure';
import { type Product, readContext } from '../context';
import { callApi } from '../measure/call-api';
import { PostgresProbe } from '../measure/postgres';
import { untilQuiet } from '../measure/quiet';
import { percentile } from '../measure/statistics';
import { run, say, tell } from '../program';
import { mediaBuyRequest } from '../rounds/side';
import { type Webhook, sendWebhook } from '../stub/send-webhook';
import { Stage } from './stage';

/** Between a request of the desk and the seller's webhook, and from there to the next request. */
const BETWEEN_MS = 100;
/** Handed over first, to compile what runs, and to open sessions and connections. */
const WARM_UP = 50;
const GOALS = { call: { p50: 8, p99: 20 }, notification: { p50: 12, p99: 30 } };

interface Delays {
  /** From the client's 202 until create_media_buy arrived at the seller, in milliseconds. */
  call: number;
  /** From the seller's 200 for its webhook until the notification arrived at the desk. */
  notification: number;
}

/** Measures what one operation waits for while nothing else goes on. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const { product, operations } = readContext();
  const postgres = await PostgresProbe.connect(product.databaseUrl);
  const stage = await Stage.open();
  try {
    const webhook = await prepare(product, stage);
    await untilQuiet(product, postgres.postmaster);
    const delays: Delays[] = [];
    const ids: string[] = [];
    for (let made = 0; made < WARM_UP + operations; made += 1) {
      const { id, ...measured } = await oneOperation(product, stage, webhook, made);
      ids.push(id);
      if (made >= WARM_UP) delays.push(measured);
    }
    await check(product, stage, ids);
    report(delays);
  } finally {
    stage.close();
    await postgres.close();
  }
}

/** @returns where and with what the seller sends its webhooks */
async function prepare(product: Product, stage: Stage): Promise<Webhook> {
  await callApi(product, 'POST', '/v1/subscriptions', {
    url: stage.receiverUrl,
    events: ['operation.pending_approval', 'operation.created'],
  });
  const secret = randomBytes(24).toString('hex');
  const seller = await callApi<{ webhook_urls: { hitl_tasks: string } }>(product, 'POST', '/v1/sellers', {
    id: 'idle',
    name: 'Idle',
    agent_url: stage.agentUrl,
    dialect: 'hitl-v1',
    webhooks: { mode: 'bearer', secret },
  });
  return { url: seller.webhook_urls.hitl_tasks, secret };
}

async function oneOperation(
  product: Product,
  stage: Stage,
  webhook: Webhook,
  number: number,
): Promise<Delays & { id: string }> {
  const poNumber = `idle-${number}`;
  const called = stage.called(poNumber);
  const { id } = await callApi<{ id: string }>(product, 'POST', '/v1/operations', {
    type: 'create_media_buy',
    seller_id: 'idle',
    user_id: 'trader@desk',
    request: mediaBuyRequest(poNumber),
  });
  const acceptedAt = performance.now();
  const call = await called;
  await stage.told(id, 'operation.pending_approval');
  await sleep(BETWEEN_MS);
  const told = stage.told(id, 'operation.created');
  await sendWebhook(webhook, call.taskId, call.mediaBuyId);
  const takenAt = performance.now();
  const notifiedAt = await told;
  await sleep(BETWEEN_MS);
  return { id, call: call.at - acceptedAt, notification: notifiedAt - takenAt };
}

/** @throws Error unless each was called once, told of twice, and created */
async function check(product: Product, stage: Stage, ids: readonly string[]): Promise<void> {
  stage.checkOnce(ids.length);
  for (const id of ids) {
    const { status } = await callApi<{ status: string }>(product, 'GET', `/v1/operations/${id}`);
    if (status !== 'created') throw new Error(`operation ${id} is ${status}`);
  }
}

function report(delays: readonly Delays[]): void {
  const table = new Table({ head: [`${delays.length} operations, one at a time, ms`, 'p50', 'p90', 'p99', 'longest'] });
  const figures = (['call', 'notification'] as const).map((which): Figure => {
    const what = {
      call: 'idle: from the 202 to the call at the seller (p50 / p99)',
      notification: "idle: from the seller's webhook to the desk (p50 / p99)",
    }[which];
    const times = delays.map((one) => one[which]);
    table.push([what, ...[0.5, 0.9, 0.99, 1].map((share) => percentile(times, share).toFixed(1))]);
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    const goal = GOALS[which];
    return {
      what,
      goal: `<= ${goal.p50} / ${goal.p99} ms`,
      figure: `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`,
      reached: p50 <= goal.p50 && p99 <= goal.p99,
    };
  });
  say(table.toString());
  say('Checked: each operation was called once at the seller, told of twice at the desk, and is created.');
  tell({ figures });
}

run(main);
