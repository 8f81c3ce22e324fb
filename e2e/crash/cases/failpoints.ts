import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Books } from '../books';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { ControlledMember, type Failpoint, failpointsOf, nameOf } from '../failpoints';
import { type Script, courses } from '../orders';
import type { Random } from '../random';
import { awaitEnds } from '../settling';
import { World } from '../world';

/** A failpoint that is not met is tried again so often, with a load of the same kind. */
const tries = 3;
/** Recording goes on for so long after the load's end: sweeps and reconciliation have effects of their own. */
const recordMs = 6_000;
const lookMs = 50;
/** In the short form so many crashes per service, of the whole list. */
const shortPoints = 5;

/** Each wave is made of these at every seller, so that it meets what the recording met. */
const waveWords = ['DONE', 'APPROVE-1', 'DROP_AFTER'] as const;
const waveScripts: readonly Script[] = courses.filter(({ words }) => (waveWords as readonly string[]).includes(words));

interface Chain {
  controlled: ControlledMember;
  points: { point: Failpoint; tried: number }[];
}

/**
 * Case 5: every point between two effects. A first run records the effects of each process; then each process is killed
 * once before and once after each of them, in waves of one failpoint per service, each wave with its own load.
 */
export async function failpoints(context: CaseContext): Promise<CaseResult> {
  const directory = join(context.datastores.directory, context.name);
  mkdirSync(directory, { recursive: true });
  const world = await World.start({ ...context, replicas: 1, env: { LEASE_SECONDS: '1' } });
  try {
    const random = world.random.stream('failpoints');
    const chains = await recordEffects(world, directory, random);
    const known = chains.reduce((sum, { points }) => sum + points.length, 0);
    if (context.short) for (const chain of chains) chain.points = sample(chain.points, shortPoints, random);
    const planned = chains.reduce((sum, { points }) => sum + points.length, 0);
    const { crashes, missed, violations, worstMs } = await crashEverywhere(world, chains, context.say);
    return await conclude(world, {
      disturbances: crashes,
      violations,
      notes: [
        `${known} failpoints are known, ${planned} were tried, ${crashes} met; the slowest wave ended ${(worstMs / 1000).toFixed(1)} s after its last crash`,
        ...(missed.length > 0 ? [`not met in ${tries} waves: ${missed.join('; ')}`] : []),
      ],
    });
  } finally {
    await world.stop();
  }
}

async function recordEffects(world: World, directory: string, random: Random): Promise<Chain[]> {
  const all = world.fleet.members.map((member) => new ControlledMember(world.fleet, member, directory));
  const recorded = new Map<ControlledMember, Failpoint[]>();
  for (const controlled of all) {
    await controlled.kill();
    controlled.record();
    controlled.start();
  }
  await Promise.all(all.map((controlled) => controlled.ready()));
  await sleep(1_000);
  for (const controlled of all) {
    recorded.set(controlled, failpointsOf(controlled.recorded(), 'start', random));
    controlled.record();
  }
  await handOverWave(world);
  await awaitEnds(world);
  await sleep(recordMs);
  return all.map((controlled) => {
    const points = [...(recorded.get(controlled) ?? []), ...failpointsOf(controlled.recorded(), 'work', random)];
    return { controlled, points: points.map((point) => ({ point, tried: 0 })) };
  });
}

interface Crashes {
  crashes: number;
  missed: string[];
  violations: string[];
  worstMs: number;
}

async function crashEverywhere(world: World, chains: Chain[], say: (line: string) => void): Promise<Crashes> {
  const result: Crashes = { crashes: 0, missed: [], violations: [], worstMs: 0 };
  let doubled = 0;
  for (let wave = 1; chains.some(({ points }) => points.length > 0); wave += 1) {
    const armed = chains.flatMap((chain) => {
      const next = chain.points.shift();
      return next === undefined ? [] : [{ chain, next }];
    });
    const names = armed.map(({ chain, next }) => nameOf(chain.controlled.member, next.point));
    const load = handOverWave(world);
    const met = await Promise.all(armed.map(({ chain, next }) => crashOnce(world, chain.controlled, next.point, load)));
    await load;
    const ms = await awaitEnds(world);
    result.crashes += met.filter((one) => one).length;
    result.worstMs = Math.max(result.worstMs, ms ?? 0);
    armed.forEach(({ chain, next }, place) => {
      if (met[place] === true) return;
      next.tried += 1;
      if (next.tried < tries) chain.points.push(next);
      else result.missed.push(names[place] ?? '');
    });
    if (ms === null) result.violations.push(`operations had no end after crashes at: ${names.join('; ')}`);
    const { executedTwice } = await Books.read(world.sandbox);
    if (executedTwice.length > doubled) {
      result.violations.push(`booked twice after crashes at: ${names.join('; ')}`);
      doubled = executedTwice.length;
    }
    if (wave % 10 === 0) say(`      wave ${wave}: ${result.crashes} crashes`);
  }
  return result;
}

/** Kills the process at the failpoint and starts it again. @returns whether the failpoint was met */
async function crashOnce(
  world: World,
  controlled: ControlledMember,
  point: Failpoint,
  load: Promise<void>,
): Promise<boolean> {
  if (point.phase === 'start') await controlled.kill();
  controlled.arm(point);
  if (point.phase === 'start') controlled.start();
  let over = false;
  const end = load
    .then(async () => {
      // A process that is starting has not met its failpoint yet, even when the others have done all the work.
      if (point.phase === 'start') await sleep(3_000);
      await awaitEnds(world, 15_000);
    })
    .then(() => {
      over = true;
    });
  while (controlled.isRunning && !over) await sleep(lookMs);
  const met = !controlled.isRunning;
  controlled.release();
  if (met) {
    controlled.start();
    await controlled.ready();
  }
  await end;
  return met;
}

async function handOverWave(world: World): Promise<void> {
  const orders = world.sellers.flatMap(({ id, dialect }) =>
    waveScripts.filter((script) => script.dialect === dialect).map((script) => world.book.orderAt(id, script)),
  );
  await Promise.all(orders.map((order) => world.desk.handOver(order)));
}

function sample<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [item] = left.splice(Math.floor(random.between(0, left.length)), 1);
    if (item === undefined) throw new Error('nothing is left to pick from');
    return item;
  });
}
