import { setTimeout as sleep } from 'node:timers/promises';
import { metricLines, sum, valuesOf } from '../../../tools/shared/metrics';
import { servicesOf } from '../../support/services';
import { until } from '../../support/until';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import type { Member } from '../fleet';
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
/** Operations for each new process before a round is measured: Node has not compiled its code yet. */
const warmUp = 300;
/** So many of these are handed over at once before the kill, and so many calls wait for their answer when it comes. */
const slowCalls = 24;
const callsUnderWay = 8;
/** Longer than the case: the buys of earlier rounds are not followed during later ones. */
const lateWatchSeconds = '36000';
/** The lease of operations in these tests (world.ts), the time of a sweep that looks for ended ones, and a call. */
const leaseMs = 3_000;
const sweepMs = 1_000;
const slowCallMs = 1_000;
/** A busy machine's own slowness, which is no fault of the lease. */
const graceMs = 5_000;

/**
 * Case 9: one, two and four of each worker on one database, by turns. Then one is added under load, and one of each is
 * killed. Nothing is done twice, and each has a share.
 */
export async function replicas(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({ ...context, replicas: 1, env: { LATE_WATCH_SECONDS: lateWatchSeconds } });
  try {
    const workers = servicesOf(context.workers).filter((service) => service !== 'intake-api');
    await world.fleet.enlist(workers, Math.max(...counts) - 1);
    const rates = new Map<Count, number[]>(counts.map((count) => [count, []]));
    const notes: string[] = [];
    const violations: string[] = [];
    for (let round = 1; round <= (context.short ? 1 : 3); round += 1) {
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

/** Starts and stops workers until so many of each run. */
async function run({ fleet, log }: World, count: number): Promise<void> {
  log(`${count} of each worker`);
  const isWanted = ({ replica }: Member): boolean => replica <= count;
  await Promise.all(fleet.running.filter((member) => !isWanted(member)).map((member) => fleet.terminate(member)));
  const wanted = fleet.members.filter(isWanted);
  for (const member of wanted) fleet.start(member);
  await Promise.all(wanted.map((member) => fleet.ready(member)));
}

/** @returns operations a second, from the first request until all have ended and the desk was told of all */
async function oneRound(world: World, operations: number): Promise<number> {
  const startedAt = Date.now();
  await handOverLoad(world, { operations, overMs: 1, scripts: quick });
  const { toldMs } = await awaitQuiet(world);
  if (toldMs === null) throw new Error('a round did not come to its end');
  return operations / ((Date.now() - startedAt) / 1_000);
}

/** @returns what a metric of each worker sums up to, since that process started */
async function ofEachWorker({ fleet }: World, name: string, label?: string): Promise<[Member, number][]> {
  const workers = fleet.running.filter(({ service }) => service !== 'intake-api');
  return await Promise.all(
    workers.map(async (member): Promise<[Member, number]> => {
      const lines = await metricLines(`http://127.0.0.1:${String(member.process?.internalPort)}`);
      return [member, sum(valuesOf(lines, name, label))];
    }),
  );
}

/** Hints that each worker has worked on. */
async function work(world: World): Promise<Map<Member, { process: Member['process']; hints: number }>> {
  const handled = await ofEachWorker(world, 'adcp_orchestrator_hints_handled_total', 'result="handled"');
  return new Map(handled.map(([member, hints]) => [member, { process: member.process, hints }]));
}

async function takeovers(world: World): Promise<number> {
  const each = await ofEachWorker(world, 'adcp_orchestrator_lease_takeovers_total');
  return sum(each.map(([, count]) => count));
}

type Work = Awaited<ReturnType<typeof work>>;

function sharesOf(before: Work, after: Work): { said: string; idle: string[] } {
  const done = [...after].map(([{ service, replica }, { process, hints }]) => {
    const [start] = [...before.values()].filter((one) => one.process === process);
    return { service, replica, hints: hints - (start?.hints ?? 0) };
  });
  const services = [...new Set(done.map(({ service }) => service))];
  const shares = services.map((service) => {
    const own = done.filter((one) => one.service === service);
    const all = own.reduce((sum, { hints }) => sum + hints, 0);
    return `${service} ${own.map(({ hints }) => `${Math.round((100 * hints) / Math.max(1, all))} %`).join(', ')}`;
  });
  const idle = done.filter(({ hints }) => hints === 0);
  return { said: shares.join('; '), idle: idle.map(({ service, replica }) => `${service} ${replica}`) };
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
 * Two of each work under load. A third of the way one of each is added. After two thirds, with calls under way, the first
 * of each is killed.
 * @returns how much of the killed ones' work the others took over, and the longest time until what was under way went on
 */
async function addAndKill(world: World, lengthMs: number): Promise<{ waitMs: number; takenOver: number }> {
  await run(world, 2);
  const load = handOverLoad(world, { operations: lengthMs / 100, overMs: lengthMs, scripts: [...quick, ...slow] });
  await sleep(lengthMs / 3);
  await run(world, 3);
  await sleep(lengthMs / 3);
  const calls = handOverLoad(world, { operations: slowCalls, overMs: 1, scripts: slow });
  await until('calls to be under way', async () => ((await callsNow(world)) >= callsUnderWay ? true : undefined));
  const victims = world.fleet.running.filter(({ service, replica }) => service !== 'intake-api' && replica === 1);
  world.log('kill the first of each worker');
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

/** Calls that wait for the publisher's answer. */
async function callsNow({ ledger }: World): Promise<number> {
  const [row] = await ledger.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM operations WHERE status = 'submitting' AND lease_until > clock_timestamp()`,
  );
  return row?.count ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
