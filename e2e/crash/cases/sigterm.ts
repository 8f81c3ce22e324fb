import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import type { Member } from '../fleet';
import { readDoubts, readHeldOperations, readLeases } from '../ledger-view';
import { handOverLoad } from '../load';
import { type Script, both, courses } from '../orders';
import { until } from '../../support/until';
import { World } from '../world';

const burstSize = 24;
const burstEveryMs = 6_000;
const callsWanted = 4;
/** Nothing here takes longer than its slowest call. Orchestrators grant more (k8s, compose). */
const graceMs = 45_000;
/** The default limits, because the whole run has calls that take nearly as long as a call may. */
const defaults = { CALL_TIMEOUT_SECONDS: '30', LEASE_SECONDS: '60' };
/** A busy machine does not lose these leases. This case looks only for doubts that a stop makes. */
const quick = { LEASE_SECONDS: '10' };
const long = (short: boolean): Script[] => both(`SLOW-${short ? 4 : 28}-NO_EVIDENCE`, 'created');
const longCalls = 12;
/**
 * Calls that are under way when the signal comes. They are long enough to be seen on a busy machine, by a look now and
 * then.
 */
const slow = both('SLOW-3', 'created');
/** Long, because on a slow machine everything may have just been started, and sellers are left alone for a while. */
const underWayMs = 180_000;

/**
 * Case 6: SIGTERM under load, to one process after another and then to all at once. At the last stop, calls are under
 * way that take nearly the limit of a call. Each process ends with 0, and no call is in doubt because of it. When all
 * are gone, no lease is left that somebody would have to wait for.
 */
export async function sigterm(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({
    ...context,
    replicas: context.short ? 1 : 2,
    env: context.short ? quick : defaults,
  });
  const ends: End[] = [];
  const violations: string[] = [];
  try {
    const rounds = context.short ? 1 : 3;
    const perRound = context.short ? 40 : 170;
    for (let round = 0; round < rounds; round += 1) {
      const load = handOverLoad(world, {
        operations: perRound,
        overMs: 6_000,
        scripts: [...courses, ...slow, ...slow, ...slow],
      });
      ends.push(...(await rollThrough(world, context.short ? 3 : 8)));
      const bursts = await burstUntilUnderWay(world);
      if (round === rounds - 1) await handOverLongCalls(world, long(context.short));
      ends.push(...(await Promise.all(world.fleet.running.map((member) => terminate(world, member)))));
      const leases = await readLeases(world.ledger);
      const held = Object.entries(leases).filter(([, count]) => count > 0);
      if (held.length > 0) for (const story of await readHeldOperations(world.ledger)) world.log(story);
      for (const [what, count] of held) violations.push(`${count} leases of ${what} were left behind by SIGTERM`);
      await world.fleet.startAll();
      await Promise.all([load, ...bursts]);
    }
    violations.push(...ends.flatMap(breachOf), ...(await readDoubts(world.ledger)));
    const slowest = ends.reduce((most, end) => (end.ms > most.ms ? end : most), { name: 'none', code: 0, ms: 0 });
    return await conclude(world, {
      disturbances: ends.length,
      violations,
      notes: [`the slowest process (${slowest.name}) ended ${(slowest.ms / 1000).toFixed(1)} s after SIGTERM`],
    });
  } finally {
    await world.stop();
  }
}

/**
 * Makes sure that calls are under way when the processes are told to stop. It sends slow calls again and again, because
 * on a busy machine the first ones can be over before the last ones begin.
 */
async function burstUntilUnderWay(world: World): Promise<Promise<void>[]> {
  const bursts: Promise<void>[] = [];
  let nextAt = 0;
  const underWay = async (): Promise<true | undefined> => {
    if (Date.now() >= nextAt) {
      bursts.push(handOverLoad(world, { operations: burstSize, overMs: 500, scripts: slow }));
      nextAt = Date.now() + burstEveryMs;
    }
    const [row] = await world.ledger.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM operations WHERE status = 'submitting' AND call_started_at IS NOT NULL`,
    );
    return (row?.count ?? 0) >= callsWanted ? true : undefined;
  };
  await until('calls to be under way', underWay, { timeoutMs: underWayMs });
  return bursts;
}

/** Hands over calls that take about as long as a call may. All of them have begun when this returns. */
async function handOverLongCalls(world: World, scripts: readonly Script[]): Promise<void> {
  const random = world.random.stream('long calls');
  const orders = Array.from({ length: longCalls }, () => world.book.next(scripts, random));
  const ids = await Promise.all(orders.map((order) => world.desk.handOver(order)));
  const underWay = async (): Promise<true | undefined> => {
    const [row] = await world.ledger.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM operations WHERE id = ANY ($1) AND (call_started_at IS NOT NULL OR settled_at IS NOT NULL)`,
      [ids],
    );
    return row?.count === longCalls ? true : undefined;
  };
  await until('the long calls to be under way', underWay, { timeoutMs: underWayMs });
}

interface End {
  name: string;
  code: number | null;
  ms: number;
}

/** Like a rolling update: one process after another, at random. Each is started again when it has ended. */
async function rollThrough(world: World, times: number): Promise<End[]> {
  const chance = world.random.stream('sigterm');
  const ends: End[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await sleep(chance.between(100, 600));
    const member = chance.pick(world.fleet.members);
    await world.fleet.ready(member);
    ends.push(await terminate(world, member));
    world.fleet.start(member);
  }
  await Promise.all(world.fleet.members.map((member) => world.fleet.ready(member)));
  return ends;
}

async function terminate({ fleet, log }: World, member: Member): Promise<End> {
  log(`SIGTERM to ${member.service} ${member.replica}`);
  const { exit, ms } = await fleet.terminate(member);
  return { name: `${member.service} ${member.replica}`, code: exit?.code ?? null, ms };
}

function breachOf({ name, code, ms }: End): string[] {
  return [
    ...(code === 0 ? [] : [`${name} ended with ${code ?? 'a signal'} instead of 0 after SIGTERM`]),
    ...(ms <= graceMs ? [] : [`${name} took ${(ms / 1000).toFixed(0)} s to end after SIGTERM`]),
  ];
}
