import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  RestoreAction,
  type RestoreOptions,
  type RestoreReport,
  restore as adoRestore,
} from '@adcp-orchestrator/ledger';
import { PostgresCluster } from '../../support/postgres-cluster';
import { Books } from '../books';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { readOperations } from '../ledger-view';
import { handOverLoad } from '../load';
import { type Order, both, courses } from '../orders';
import { settleDoubts } from '../person';
import { awaitQuiet } from '../settling';
import { World } from '../world';

/** Nothing may happen for this long in a database that nobody has adopted: several sweeps, polls and leases. */
const stillMs = 6_000;
const booked = both('DONE', 'created');

/**
 * Case 8: a dump is made under load, and buys go on being accepted and booked. Then everything is killed, Redis is
 * emptied, and the dump is restored into another cluster. Nothing is sent from it before `ado restore` has run. The desk
 * posts again what the dump has lost. In the end the publishers have booked each purchase order once.
 */
export async function restore(context: CaseContext): Promise<CaseResult> {
  const { datastores, name, short, say } = context;
  const lost = await PostgresCluster.create(datastores.directory, `${name}-lost`);
  const restored = await PostgresCluster.create(datastores.directory, `${name}-restored`);
  let world: World | undefined;
  try {
    world = await World.start({
      ...context,
      replicas: 1,
      createDatabase: async (migrate) => {
        const url = await lost.createDatabase('adcp');
        await migrate(url);
        return url;
      },
    });
    return await goThrough(world, { context, lost, restored, say, many: short ? 40 : 400 });
  } finally {
    await world?.stop();
    await Promise.all([lost.stop(), restored.stop()]);
  }
}

interface Scene {
  context: CaseContext;
  lost: PostgresCluster;
  restored: PostgresCluster;
  say: (line: string) => void;
  many: number;
}

async function goThrough(world: World, { context, lost, restored, many }: Scene): Promise<CaseResult> {
  const { datastores, name, queue } = context;
  const violations: string[] = [];

  // Some are sent, some wait, some are not sent yet when the dump is made.
  const before = handOverLoad(world, { operations: many, overMs: 6_000, scripts: courses });
  await sleep(3_000);
  const file = join(lost.directory, 'adcp.dump');
  await lost.dump('adcp', file);
  world.log('dumped');
  await before;
  await handOverLoad(world, { operations: many, overMs: 4_000, scripts: [...courses, ...booked, ...booked] });
  await awaitQuiet(world);

  await world.fleet.stop();
  await lost.stop();
  if (queue === 'redis') await datastores.flushRedis();
  world.log('killed everything, emptied the queues');
  const booksBefore = await Books.read(world.sandbox);
  const heardBefore = world.receiver.deliveries;

  const url = await restored.createDatabase('adcp');
  await restored.restoreDump(file, 'adcp');
  await world.moveTo(url);
  await world.fleet.startAll();
  violations.push(...(await sendsNothing(world, booksBefore, heardBefore)));

  const doubtful = await command(url, { action: RestoreAction.restore });
  world.log(doubtful);
  const forgotten = await forget(world);
  await Promise.all(forgotten.map((order) => world.desk.handOver(order)));
  await awaitQuiet(world);
  const waiting = await waitingForRelease(world);
  await settleDoubts(world);
  await awaitQuiet(world);
  violations.push(...(await bookedMore(world, booksBefore)));

  // A new order, which no publisher knows: a person releases it, and it is booked then.
  const fresh = Array.from({ length: 6 }, () => world.book.next(booked, world.random.stream('fresh')));
  await Promise.all(fresh.map((order) => world.desk.handOver(order)));
  await awaitQuiet(world);
  violations.push(...(await notSent(world, fresh)));
  await settleDoubts(world);
  const report = JSON.parse(await command(url, { action: RestoreAction.report, json: true })) as RestoreReport;
  await command(url, { action: RestoreAction.finish });

  const last = world.book.next(booked, world.random.stream('last'));
  await world.desk.handOver(last);
  await awaitQuiet(world);
  const books = await Books.read(world.sandbox);
  if (books.of(orderOf(last)).buys.length !== 1)
    violations.push('an order after the end of the restore was not booked');
  const { found, not_found: unfound, released, ended, waits } = report.counts;
  if (unfound + waits > 0)
    violations.push(`the report has ${unfound} not found and ${waits} that wait, when all is done`);
  return conclude(world, {
    disturbances: 1,
    violations,
    notes: [
      `${name}: ${booksBefore.buys.length} buys were booked before the loss, ${forgotten.length} operations were lost and posted again`,
      `${waiting} waited for a person; the report: ${found} found, ${released} released, ${ended} ended badly`,
    ],
  });
}

/** Runs `ado restore`. @returns what it said */
async function command(url: string, options: Partial<RestoreOptions>): Promise<string> {
  const lines: string[] = [];
  const all = { action: RestoreAction.restore, pointInTime: false, until: null, yes: true, json: false, ...options };
  const code = await adoRestore(url, all, {
    say: (line) => lines.push(line),
    confirm: () => Promise.resolve(false),
    now: () => new Date(),
  });
  if (code !== 0) throw new Error(`ado restore ended with ${code}: ${lines.join('\n')}`);
  return lines.join('\n');
}

/** A database that nobody has adopted: the API says so, and neither a publisher nor the desk hears anything. */
async function sendsNothing(world: World, books: Books, heard: number): Promise<string[]> {
  const [url = ''] = world.fleet.apiUrls;
  const order = world.book.next(booked, world.random.stream('refused'));
  const reply = await fetch(`${url}/v1/operations`, {
    method: 'POST',
    headers: { ...world.desk.headers, 'content-type': 'application/json', 'idempotency-key': order.idempotencyKey },
    body: JSON.stringify(order.operation),
  });
  const words = await reply.text();
  const ready = await (await fetch(`${url}/readyz`)).text();
  await sleep(stillMs);
  const after = await Books.read(world.sandbox);
  return [
    ...(reply.status === 503 && reply.headers.get('retry-after') !== null && words.includes('confirmed')
      ? []
      : [`intake answered ${reply.status} in a database that nobody has adopted: ${words}`]),
    ...(ready.includes('ado restore') ? [] : [`/readyz does not say what to do: ${ready}`]),
    ...(after.calls === books.calls ? [] : [`${after.calls - books.calls} calls went out before "ado restore"`]),
    ...(world.receiver.deliveries === heard ? [] : ['notifications went out before "ado restore"']),
  ];
}

/** @returns the orders that the dump has lost. The desk posts them again, as if they had never been promised */
async function forget(world: World): Promise<Order[]> {
  const kept = new Set((await readOperations(world.ledger)).map(({ id }) => id));
  const lost = world.book.orders.filter(({ idempotencyKey }) => {
    const id = world.desk.promised.get(idempotencyKey);
    return id !== undefined && !kept.has(id);
  });
  for (const { idempotencyKey } of lost) world.desk.promised.delete(idempotencyKey);
  return lost;
}

async function waitingForRelease(world: World): Promise<number> {
  const [row] = await world.ledger.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM operations WHERE attention_reason = 'restored'`,
  );
  return row?.count ?? 0;
}

/** What was booked before is booked once, and nothing was booked besides, but what had not reached its publisher. */
async function bookedMore(world: World, before: Books): Promise<string[]> {
  const after = await Books.read(world.sandbox);
  const known = new Set(before.buys.map(({ media_buy_id: id }) => id));
  const orders = new Set(before.buys.map(({ seller, po_number: po }) => `${seller} ${po ?? ''}`));
  return after.buys
    .filter(({ media_buy_id: id, seller, po_number: po }) => !known.has(id) && orders.has(`${seller} ${po ?? ''}`))
    .map(({ seller, po_number: po }) => `booked again after the restore: ${seller} ${po ?? ''}`);
}

async function notSent(world: World, orders: readonly Order[]): Promise<string[]> {
  const books = await Books.read(world.sandbox);
  return orders
    .filter((order) => books.of(orderOf(order)).executions > 0)
    .map((order) => `a new order was sent without a release: ${order.idempotencyKey}`);
}

function orderOf({ operation }: Order): { seller: string; po_number: string | null } {
  const { po_number: poNumber } = operation.request as { po_number: string };
  return { seller: operation.seller_id, po_number: poNumber };
}
