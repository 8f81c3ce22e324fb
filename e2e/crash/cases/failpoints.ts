import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Books } from '../books';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { ControlledMember, type Failpoint, failpointsOf, nameOf } from '../failpoints';
import { type Script, courses, faults } from '../orders';
import type { Random } from '../random';
import { awaitEnds } from '../settling';
import { World } from '../world';

/** A failpoint that is not met is tried again so often, with a load of the same kind. */
const tries = 3;
/** Recording goes on for so long after the load's end: sweeps and reconciliation have effects of their own. */
const recordMs = 6_000;
const lookMs = 50;
/** A wave without a crash has met its end by then. */
const waveMs = 20_000;
/** What a sweep or a notification does after the last operation's end. */
const lingerMs = 1_500;
/** In the short form so many crashes per service, of the whole list. */
const shortPoints = 3;

/** Each wave is made of these at every seller, so that it meets what the recording met. */
const waveWords: readonly string[] = ['DONE', 'APPROVE-1', 'SLOW-1', 'DROP_AFTER'];
const waveScripts: readonly Script[] = [...courses, ...faults].filter(({ words }) => waveWords.includes(words));

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
    const names = armed.map(({ chain, next }) => nameOf(chain.controlled.member, next.point)).join('; ');
    const { crashedAt, endedAt } = await crashWave(
      world,
      armed.map(({ chain, next }) => ({ controlled: chain.controlled, ...next })),
    );
    for (const [place, { chain, next }] of armed.entries()) {
      const at = crashedAt[place] ?? null;
      if (at !== null) {
        result.crashes += 1;
        result.worstMs = Math.max(result.worstMs, (endedAt ?? Date.now()) - at);
      } else if (next.tried + 1 < tries) chain.points.push({ ...next, tried: next.tried + 1 });
      else result.missed.push(nameOf(chain.controlled.member, next.point));
    }
    if (endedAt === null) result.violations.push(`operations had no end after crashes at: ${names}`);
    const { executedTwice } = await Books.read(world.sandbox);
    if (executedTwice.length > doubled) result.violations.push(`booked twice after crashes at: ${names}`);
    doubled = executedTwice.length;
    if (wave % 10 === 0) say(`      wave ${wave}: ${result.crashes} crashes`);
  }
  return result;
}

interface Armed {
  controlled: ControlledMember;
  point: Failpoint;
  tried: number;
}

/** One load, in which each service is killed at one failpoint and started again. */
async function crashWave(
  world: World,
  armed: readonly Armed[],
): Promise<{ crashedAt: (number | null)[]; endedAt: number | null }> {
  for (const one of armed) await armOne(one);
  const load = handOverWave(world);
  const over = new AbortController();
  const crashes = Promise.all(armed.map(({ controlled }) => awaitCrash(controlled, over.signal)));
  // A process that is starting has not met its failpoint yet, even when the others have done all the work.
  const starting = armed.filter(({ point, tried }) => point.phase === 'start' || tried > 0);
  await Promise.race([Promise.all([load, ...starting.map(({ controlled }) => controlled.readyOrGone())]), crashes]);
  await Promise.race([load.then(() => awaitEnds(world, waveMs)), crashes]);
  await sleep(lingerMs);
  over.abort();
  const crashedAt = await crashes;
  await load;
  const ms = await awaitEnds(world);
  return { crashedAt, endedAt: ms === null ? null : Date.now() };
}

/**
 * What happens only while a process starts, or only once in its life, needs a fresh one; so does a failpoint that was not
 * met, at its first occurrence.
 */
async function armOne({ controlled, point, tried }: Armed): Promise<void> {
  const fresh = point.phase === 'start' || tried > 0;
  if (fresh) await controlled.kill();
  controlled.arm(tried > 0 ? { ...point, occurrence: 1 } : point);
  if (fresh) controlled.start();
}

/** Starts the process again when it has died at its failpoint. @returns when it did; null: it did not until `over` */
async function awaitCrash(controlled: ControlledMember, over: AbortSignal): Promise<number | null> {
  while (controlled.isRunning && !over.aborted) await sleep(lookMs);
  if (controlled.isRunning) {
    controlled.release();
    return null;
  }
  const at = Date.now();
  controlled.release();
  controlled.start();
  await controlled.ready();
  return at;
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
