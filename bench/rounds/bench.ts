import { setTimeout as sleep } from 'node:timers/promises';
import { getJson } from '../../tools/shared/get-json';
import { type HintCounts, readHints } from '../measure/hints';
import type { PostgresProbe, StatementCost } from '../measure/postgres';
import { cpuOf, cpuOfFamily, cpuOfMachine } from '../measure/process-cpu';
import type { RedisProbe } from '../measure/redis';
import { type Heard, checkWork } from './check';
import { handOver } from './load';
import type { Side } from './side';
import type { Running } from './world';

/** What both sides share. */
export interface BenchParts {
  seller: Running;
  receiver: Running;
  postgres: PostgresProbe;
  redis: RedisProbe | null;
  internalUrls: readonly string[];
  sellers: readonly string[];
}

export interface RoundResult {
  side: string;
  operations: number;
  seconds: number;
  perSecond: number;
  /** Microseconds per operation, by process; the load, the seller and the receiver too. */
  cpu: Record<string, number>;
  /** The share of the machine's work in the round that was not ours, 0 to 1. */
  foreign: number;
  statements: StatementCost[] | null;
  hints: HintCounts;
  redisCommands: number;
  /** What the seller was asked, by method or tool. */
  sellerRequests: Record<string, number>;
  notifications: number;
}

/** The last attempts are recorded after the receiver has answered. That work counts too. */
const SETTLE_MS = 250;
const ROUND_LIMIT_MS = 120_000;

/** One round: hands over `operations` orders, and waits until the last notification was received. */
export async function runRound(parts: BenchParts, side: Side, operations: number, name: string): Promise<RoundResult> {
  const { seller, receiver, postgres, sellers } = parts;
  const prefix = `${name}-${Date.now().toString(36)}-`;
  const orders = Array.from({ length: operations }, (_, index) => ({
    seller: sellers[index % sellers.length] ?? '',
    poNumber: `${prefix}${index}`,
  }));
  await fetch(`${receiver.url}/rounds`, { method: 'POST' });
  await postgres.reset();
  const before = await snapshot(parts, side);
  const startedAt = Date.now();
  const heardAll = hear(receiver.url, operations);
  await Promise.race([handOver(side, orders), heardAll.then(() => undefined)]);
  const heard = await heardAll;
  await sleep(SETTLE_MS);
  const after = await snapshot(parts, side);
  const statements = await postgres.statements(side.databaseUrl);
  checkWork(prefix, operations, await side.bookings(prefix), await getJson(`${seller.url}/bookings`), heard);

  const seconds = (heard.lastAt - startedAt) / 1000;
  const perOperation = (from: number, to: number) => (to - from) / operations;
  const cpu = Object.fromEntries(
    Object.entries(after.cpu).map(([part, value]) => [part, perOperation(before.cpu[part] ?? 0, value)]),
  );
  const ours = Object.values(cpu).reduce((sum, value) => sum + value, 0) * operations;
  return {
    side: side.name,
    operations,
    seconds,
    perSecond: operations / seconds,
    cpu,
    foreign: Math.max(0, 1 - ours / (after.machine - before.machine)),
    statements,
    hints: { sent: after.hints.sent - before.hints.sent, handled: after.hints.handled - before.hints.handled },
    redisCommands: after.redisCommands - before.redisCommands,
    sellerRequests: differences(before.sellerRequests, after.sellerRequests),
    notifications: heard.requests,
  };
}

interface Snapshot {
  cpu: Record<string, number>;
  machine: number;
  hints: HintCounts;
  redisCommands: number;
  sellerRequests: Record<string, number>;
}

async function snapshot(
  { seller, receiver, postgres, redis, internalUrls }: BenchParts,
  side: Side,
): Promise<Snapshot> {
  const hints = await readHints(internalUrls);
  const redisCommands = (await redis?.commands()) ?? 0;
  const sellerRequests = await getJson<Record<string, number>>(`${seller.url}/requests`);
  const cpu: Record<string, number> = {};
  for (const [name, pid] of Object.entries(side.pids)) cpu[name] = cpuOf(pid);
  if (postgres.postmaster !== null) cpu.postgres = cpuOfFamily(postgres.postmaster);
  if (typeof redis?.pid === 'number') cpu.redis = cpuOf(redis.pid);
  cpu['stub seller'] = cpuOf(seller.pid);
  cpu.receiver = cpuOf(receiver.pid);
  cpu.load = cpuOf(process.pid);
  return { cpu, machine: cpuOfMachine(), hints, redisCommands, sellerRequests };
}

async function hear(receiverUrl: string, operations: number): Promise<Heard> {
  try {
    return await getJson<Heard>(`${receiverUrl}/heard?operations=${operations}`, ROUND_LIMIT_MS);
  } catch (error) {
    const progress = await getJson<{ complete: number; heard: number }>(`${receiverUrl}/progress`);
    throw new Error(
      `the round did not end within ${ROUND_LIMIT_MS / 1000} s: ${progress.complete} of ${operations} operations were told of twice, ${progress.heard} at least once`,
      { cause: error },
    );
  }
}

function differences(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const entries = Object.entries(after).map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)]);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}
