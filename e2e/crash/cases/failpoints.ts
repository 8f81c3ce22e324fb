import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { ControlledMember, type Failpoint, failpointsOf, nameOf } from '../failpoints';
import { type Script, courses, faults } from '../orders';
import type { Random } from '../random';
import { awaitEnds } from '../settling';
import { World } from '../world';

/** A failpoint that is not met is tried this often, each time in a fresh process and at its first occurrence. */
const tries = 3;
/**
 * Recording goes on for this long after the load's end, because sweeps and reconciliation have effects of their own.
 */
const recordMs = 6_000;
const shortRecordMs = 1_000;
const lookMs = 25;
/** A process that has not met its failpoint within this time of its readiness is given the next one. */
const meetMs: Readonly<Record<Failpoint['phase'], number>> = { start: 3_000, work: 9_000 };
/** Pause between the desk's loads while processes are crashing. */
const loadEveryMs = 3_000;
/** No more load is added while so many operations wait for their end. */
const mostWaiting = 120;
/** Crashes per service in the short form, out of the whole list. */
const shortPoints = 2;

/** Each load has these words at every seller, so that it meets what the recording met. */
const loadWords: readonly string[] = ['DONE', 'APPROVE-1', 'SLOW-1', 'DROP_AFTER'];
const loadScripts: readonly Script[] = [...courses, ...faults].filter(({ words }) => loadWords.includes(words));

/**
 * Some effects come about by chance, such as those of a circuit that opens while the machine is slow. A run that misses
 * more of them than this has not done its work.
 */
const mayMiss = (planned: number): number => Math.max(5, planned / 10);

interface Planned {
  point: Failpoint;
  tried: number;
}

interface Chain {
  controlled: ControlledMember;
  points: Planned[];
}

/**
 * Case 5: every point between two effects. A first run records the effects of each process. Then each process is killed
 * once beside each effect: just after it when the seed is odd, just before the next one when it is even. Both are the
 * same point, seen from either side. The services go through their lists side by side, under a load that goes on.
 */
export async function failpoints(context: CaseContext): Promise<CaseResult> {
  const directory = join(context.datastores.directory, context.name);
  mkdirSync(directory, { recursive: true });
  const world = await World.start({ ...context, replicas: 1, env: { LEASE_SECONDS: '1' } });
  try {
    const random = world.random.stream('failpoints');
    const chains = await recordEffects(world, directory, random, context.short);
    const known = chains.reduce((sum, { points }) => sum + points.length, 0);
    const side = context.seed % 2 === 0 ? 'before' : 'after';
    for (const chain of chains) chain.points = chain.points.filter(({ point }) => point.when === side);
    if (context.short) for (const chain of chains) chain.points = sample(chain.points, shortPoints, random);
    const planned = chains.reduce((sum, { points }) => sum + points.length, 0);
    const { crashes, missed, violations } = await crashEverywhere(world, chains, context.say);
    if (missed.length > mayMiss(planned)) violations.push(`${missed.length} of ${planned} failpoints were not met`);
    return await conclude(world, {
      disturbances: crashes,
      violations,
      notes: [
        `${known} failpoints are known, ${planned} were tried (just ${side} each effect), ${crashes} met`,
        ...(missed.length > 0 ? [`not met in ${tries} tries: ${missed.join('; ')}`] : []),
      ],
    });
  } finally {
    await world.stop();
  }
}

async function recordEffects(world: World, directory: string, random: Random, short: boolean): Promise<Chain[]> {
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
  await handOverLoad(world);
  await awaitEnds(world);
  await sleep(short ? shortRecordMs : recordMs);
  return all.map((controlled) => {
    const points = [...(recorded.get(controlled) ?? []), ...failpointsOf(controlled.recorded(), 'work', random)];
    return { controlled, points: points.map((point) => ({ point, tried: 0 })) };
  });
}

interface Crashes {
  crashes: number;
  missed: string[];
  violations: string[];
}

async function crashEverywhere(world: World, chains: Chain[], say: (line: string) => void): Promise<Crashes> {
  const result: Crashes = { crashes: 0, missed: [], violations: [] };
  const over = new AbortController();
  const load = loadUntil(world, over.signal);
  try {
    await Promise.all(chains.map((chain) => crashThrough(world, chain, result, say)));
  } finally {
    over.abort();
    await load;
  }
  return result;
}

/** One service's list, one crash after another. At the end the service lives. */
async function crashThrough(
  world: World,
  { controlled, points }: Chain,
  result: Crashes,
  say: (line: string) => void,
): Promise<void> {
  for (let next = points.shift(); next !== undefined; next = points.shift()) {
    const name = nameOf(controlled.member, next.point);
    const end = await crashAt(controlled, next);
    if (end === 'crashed') {
      world.log(`killed ${name}`);
      result.crashes += 1;
      if (result.crashes % 40 === 0) say(`      ${result.crashes} crashes`);
    } else {
      if (end === 'ended by itself')
        result.violations.push(`ended by itself, waiting for ${name}: ${controlled.lastWords}`);
      if (next.tried + 1 < tries) points.push({ ...next, tried: next.tried + 1 });
      else result.missed.push(name);
    }
  }
  controlled.release();
  controlled.start();
  await controlled.ready();
}

type End = 'crashed' | 'not met' | 'ended by itself';

/**
 * Crashes one process. What happens only while a process starts, or only once in its life, needs a fresh process. So
 * does a failpoint that was not met, at its first occurrence. A process that is at work meets anything else.
 * @returns what became of the process, which does not run any more in any case
 */
async function crashAt(controlled: ControlledMember, { point, tried }: Planned): Promise<End> {
  const fresh = point.phase === 'start' || tried > 0;
  if (fresh) {
    await controlled.kill();
  } else {
    controlled.release();
    controlled.start();
    await controlled.ready();
  }
  controlled.arm(tried > 0 ? { ...point, occurrence: 1 } : point);
  controlled.start();
  await controlled.readyOrGone();
  const until = Date.now() + meetMs[point.phase];
  while (controlled.isRunning && Date.now() < until) await sleep(lookMs);
  const goneByItself = !controlled.isRunning && !controlled.hasCrashed;
  // It may have died while nobody looked, or may meet its failpoint right now. Only a dead one shows which.
  await controlled.kill();
  if (controlled.hasCrashed) return 'crashed';
  return goneByItself ? 'ended by itself' : 'not met';
}

/** The desk goes on handing over, but no faster than publishers and our processes finish what it handed over. */
async function loadUntil(world: World, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const waiting = await world.ledger.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM operations WHERE settled_at IS NULL AND status <> 'in_doubt'`,
    );
    if ((waiting[0]?.count ?? 0) < mostWaiting) await handOverLoad(world);
    await sleep(loadEveryMs);
  }
}

async function handOverLoad(world: World): Promise<void> {
  const orders = world.sellers.flatMap(({ id, dialect }) =>
    loadScripts.filter((script) => script.dialect === dialect).map((script) => world.book.orderAt(id, script)),
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
