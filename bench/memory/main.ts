import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { type BenchContext, readContext } from '../context';
import { forgetPeak, peakMb, proportionalMb, residentMb } from '../measure/memory';
import { PostgresProbe } from '../measure/postgres';
import { untilQuiet } from '../measure/quiet';
import { run, say, tell } from '../program';
import { runRound } from '../rounds/bench';
import { ProductSide } from '../rounds/product-side';
import { World } from '../rounds/world';

const GOAL_IDLE_MB = 300;
const GOAL_AFTER_MB = 450;
/** After a start, and after the burst: what is left over is collected within this time, if ever. */
const REST_MS = 20_000;

/** Measures the memory of the service's own processes. tools/bench.ts has started the product, without a Redis. */
async function main(): Promise<void> {
  const context = readContext();
  const world = new World(join(context.root, 'dist', 'bench'));
  try {
    await measure(context, world);
  } finally {
    await world.stop();
  }
}

async function measure({ product, operations, sellers }: BenchContext, world: World): Promise<void> {
  const [seller, receiver] = await Promise.all([world.start('seller.js'), world.start('receiver.js')]);
  const names = Array.from({ length: sellers }, (_, index) => `seller-${index}`);
  const postgres = await PostgresProbe.connect(product.databaseUrl);
  const addresses = names.map((id) => ({ id, url: `${seller.url}/sellers/${id}/mcp` }));
  const side = await ProductSide.prepare(product, addresses, receiver.url);
  try {
    const of = (read: (pid: number) => number) =>
      Object.fromEntries(Object.entries(product.pids).map(([app, pid]) => [app, read(pid)]));
    await untilQuiet(product, postgres.postmaster);
    await sleep(REST_MS);
    const idle = of(residentMb);
    const shares = [sum(of(proportionalMb))];
    for (const pid of Object.values(product.pids)) forgetPeak(pid);
    const parts = { seller, receiver, postgres, redis: null, internalUrls: product.internalUrls, sellers: names };
    const { perSecond } = await runRound(parts, side, operations, 'burst');
    const most = of(peakMb);
    await untilQuiet(product, postgres.postmaster);
    await sleep(REST_MS);
    report(operations, perSecond, { idle, most, after: of(residentMb) });
    shares.push(sum(of(proportionalMb)));
    say(`With what they share counted once: ${shares.map((share) => share.toFixed(0)).join(' MB, then ')} MB.`);
  } finally {
    await Promise.all([side.close(), postgres.close()]);
  }
}

type OfEach = Record<string, number>;

const sum = (of: OfEach): number => Object.values(of).reduce((total, value) => total + value, 0);

function report(
  operations: number,
  perSecond: number,
  { idle, most, after }: { idle: OfEach; most: OfEach; after: OfEach },
): void {
  const burst = `a burst of ${operations.toLocaleString()}`;
  const table = new Table({ head: ['resident memory, MB', 'idle', `most during ${burst}`, 'after it'] });
  for (const app of Object.keys(idle)) table.push([app, ...[idle, most, after].map((of) => (of[app] ?? 0).toFixed(0))]);
  table.push(['together', ...[idle, most, after].map((of) => sum(of).toFixed(0))]);
  say(table.toString());
  say(`The burst went through at ${Math.round(perSecond)}/s. Checked: each created, booked once, told of twice.`);
  tell({
    figures: [
      {
        what: `memory, npm start, our apps together: idle / after ${burst}`,
        goal: `<= ${GOAL_IDLE_MB} / <= ${GOAL_AFTER_MB} MB`,
        figure: `${sum(idle).toFixed(0)} / ${sum(after).toFixed(0)} MB`,
        reached: sum(idle) <= GOAL_IDLE_MB && sum(after) <= GOAL_AFTER_MB,
      },
    ],
  });
}

run(main);
