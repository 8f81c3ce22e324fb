import { setTimeout as sleep } from 'node:timers/promises';
import { metricLines, sum, valuesOf } from '../../../tools/shared/metrics';
import { servicesOf } from '../../support/services';
import { until } from '../../support/until';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import type { Fleet, Member } from '../fleet';
import { handOverLoad } from '../load';
import { both } from '../orders';
import { awaitQuiet } from '../settling';
import { World } from '../world';

/** Of each worker; there is one intake. */
const counts = [1, 2, 4] as const;
type Count = (typeof counts)[number];

/** Half of the publishers' people decide after a second, so that the poller has work. The others book at once. */
const quick = [...both('DONE', 'created'), ...both('APPROVE-1', 'created')];
/** Calls that are under way when a replica dies, and that only its lease gives back. */
const slow = both('SLOW-1', 'created');
/** How often each number of replicas has its turn. */
const rounds = 5;
/** Operations for each new process before a round is measured: Node has not compiled its code yet. */
const warmUp = 300;
/** So many of these are handed over at once before the kill, and the replica that it strikes waits for so many answers. */
const slowCalls = 24;
const callsUnderWay = 4;
/** Longer than the case: the buys of earlier rounds are not followed during later ones. */
const lateWatchSeconds = '36000';
/** The lease of operations in these tests (world.ts), a sweep that looks for ended ones, and a call. */
const leaseMs = 3_000;
const sweepMs = 5_000;
const slowCallMs = 1_000;
/** A busy machine's own slowness, which is no fault of the lease. */
const graceMs = 5_000;

/**
 * Case 9: one, two and four of each worker on one database, by turns. Then one is added under load, and one of each is
 * killed. Nothing is done twice, and each has a share.
 */
export async function replicas(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({
    ...context,
    replicas: 1,
    env: { LATE_WATCH_SECONDS: lateWatchSeconds, SWEEP_SECONDS: String(sweepMs / 1_000) },
  });
  try {
    const workers = servicesOf(context.workers).filter((service) => service !== 'intake-api');
    await world.fleet.enlist(workers, Math.max(...counts) - 1);
    const rates = new Map<Count, number[]>(counts.map((count) => [count, []]));
    const notes: string[] = [];
    const violations: string[] = [];
    for (let round = 1; round <= (context.short ? 1 : rounds); round += 1) {
      for (const count of counts) {
        await run(world, count);
        await oneRound(world, (context.short ? 10 : warmUp) * count);
        const before = await work(world);
        rates.get(count)?.push(await oneRound(world, context.short ? 80 : 800));
        const shares = sharesOf(before, await work(world));
        notes.push(`${count} of each: ${shares.said}`);
        if (!context.short) violations.push(...shares.idle.map((name) => `${name} had no share of the work`));
      }
    }
    notes.unshift(said(rates));
    const { waitMs, takenOver } = await addAndKill(world, context.short ? 6_000 : 20_000);
    notes.push(`${takenOver} leases of the killed were taken over; the longest wait was ${seconds(waitMs)}`);
    const mostMs = leaseMs + sweepMs + slowCallMs + graceMs;
    if (waitMs > mostMs) violations.push(`a killed replica cost ${seconds(waitMs)}, more than ${seconds(mostMs)}`);
    if (takenOver === 0) violations.push('the killed had nothing under way, so this tells nothing of their leases');
    await world.fleet.startAll();
    return await conclude(world, { disturbances: workers.length, violations, notes });
  } finally {
    await world.stop();
  }
}

/** So many of each worker run, all of them new: one that has run for longer would be faster for that alone. */
async function run({ fleet, log }: World, count: number): Promise<void> {
  log(`${count} of each worker`);
  await Promise.all(fleet.running.filter(isWorker).map((member) => fleet.terminate(member)));
  await addUntil(fleet, count);
}

async function addUntil(fleet: Fleet, count: number): Promise<void> {
  const wanted = fleet.members.filter((member) => isWorker(member) && member.replica <= count);
  for (const member of wanted) fleet.start(member);
  await Promise.all(wanted.map((member) => fleet.ready(member)));
}

const isWorker = ({ service }: Member): boolean => service !== 'intake-api';

/** @returns operations a second, from the first request until all have ended and the desk was told of all */
async function oneRound(world: World, operations: number): Promise<number> {
  const startedAt = Date.now();
  await handOverLoad(world, { operations, overMs: 1, scripts: quick });
  const { toldMs } = await awaitQuiet(world);
  if (toldMs === null) throw new Error('a round did not come to its end');
  return operations / ((Date.now() - startedAt) / 1_000);
}

/** @returns what is read of each worker's metrics, since that process started */
async function ofEachWorker({ fleet }: World, read: (lines: string[]) => number): Promise<[Member, number][]> {
  return await Promise.all(
    fleet.running.filter(isWorker).map(async (member): Promise<[Member, number]> => {
      return [member, read(await metricLines(`http://127.0.0.1:${String(member.process?.internalPort)}`))];
    }),
  );
}

/** Calls to publishers, and notifications of the desk. */
const pieceOfWork = /^adcp_orchestrator_(seller_call_seconds_count|delivery_attempts_total)\{.* (\d+)$/;

/** What each worker has done since it was started. */
async function work(world: World): Promise<Work> {
  return new Map(
    await ofEachWorker(world, (lines) => sum(lines.map((line) => Number(pieceOfWork.exec(line)?.[2] ?? 0)))),
  );
}

type Work = Map<Member, number>;

async function takeovers(world: World): Promise<number> {
  const each = await ofEachWorker(world, (lines) => sum(valuesOf(lines, 'adcp_orchestrator_lease_takeovers_total')));
  return sum(each.map(([, count]) => count));
}

/** @returns the share of each worker, for a person; and who has done nothing at all since it was started */
function sharesOf(before: Work, after: Work): { said: string; idle: string[] } {
  const done = [...after].map(([member, pieces]) => ({ ...member, pieces: pieces - (before.get(member) ?? 0) }));
  const services = [...new Set(done.map(({ service }) => service))];
  const shares = services.map((service) => {
    const own = done.filter((one) => one.service === service);
    const all = sum(own.map(({ pieces }) => pieces));
    return `${service} ${own.map(({ pieces }) => `${Math.round((100 * pieces) / Math.max(1, all))} %`).join(', ')}`;
  });
  const idle = [...after].filter(([, pieces]) => pieces === 0).map(([{ service, replica }]) => `${service} ${replica}`);
  return { said: shares.join('; '), idle };
}

function said(rates: ReadonlyMap<Count, readonly number[]>): string {
  const one = rates.get(1) ?? [];
  return counts
    .map((count) => {
      const own = rates.get(count) ?? [];
      const ratios = own.map((rate, round) => rate / (one[round] ?? NaN)).sort((a, b) => a - b);
      const middle = ratios[Math.floor(ratios.length / 2)] ?? NaN;
      return `${count} of each: ${own.map((rate) => rate.toFixed(0)).join(', ')} operations/s (${middle.toFixed(2)} of one)`;
    })
    .join('; ');
}

/**
 * Two of each work under load. A third of the way one of each is added. After two thirds, that replica is
 * killed which has the most calls under way, one of each.
 * @returns how much of the killed ones' work the others took over, and the longest time until what was under way went on
 */
async function addAndKill(world: World, lengthMs: number): Promise<{ waitMs: number; takenOver: number }> {
  await run(world, 2);
  const load = handOverLoad(world, { operations: lengthMs / 100, overMs: lengthMs, scripts: [...quick, ...slow] });
  await sleep(lengthMs / 3);
  await addUntil(world.fleet, 3);
  await sleep(lengthMs / 3);
  const calls = handOverLoad(world, { operations: slowCalls, overMs: 1, scripts: slow });
  const replica = await until('a replica to have calls under way', () => busiest(world));
  const victims = world.fleet.running.filter((member) => isWorker(member) && member.replica === replica);
  world.log(`kill replica ${replica} of each worker`);
  const killedAt = new Date();
  await Promise.all(victims.map((member) => world.fleet.kill(member)));
  // The survivors are asked when they have not noticed yet: the lease of what was under way has seconds to go.
  const before = await takeovers(world);
  await Promise.all([load, calls]);
  await awaitQuiet(world);
  const [row] = await world.ledger.rows<{ seconds: number | null }>(
    `SELECT max(extract(epoch FROM next - $1::timestamptz))::float AS seconds
     FROM (SELECT min(at) AS first, min(at) FILTER (WHERE at > $1) AS next FROM timeline GROUP BY operation_id) t
     WHERE first <= $1 AND next IS NOT NULL`,
    [killedAt],
  );
  return { waitMs: (row?.seconds ?? 0) * 1_000, takenOver: (await takeovers(world)) - before };
}

/** @returns the number of the replica with the most calls under way; undefined while none has enough */
async function busiest(world: World): Promise<number | undefined> {
  const [most] = (await ofEachWorker(world, callsNow)).sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= callsUnderWay ? most[0].replica : undefined;
}

/** Calls that wait for the publisher's answer. A notifier makes none. */
function callsNow(lines: string[]): number {
  return Number(lines.find((line) => line.startsWith('adcp_orchestrator_calls_in_flight{'))?.split(' ')[1] ?? 0);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
