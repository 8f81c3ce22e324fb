import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresProbe } from '../measure/postgres';
import { cpuOf, cpuOfFamily, cpuOfMachine } from '../measure/process-cpu';
import type { RedisProbe } from '../measure/redis';
import { handOver } from '../rounds/load';
import type { ProductSide } from '../rounds/product-side';

export interface IntakeParts {
  postgres: PostgresProbe;
  redis: RedisProbe | null;
  sellers: readonly string[];
}

export interface IntakeRound {
  side: string;
  perSecond: number;
  /** Microseconds for each accepted operation, by process. */
  cpu: Record<string, number>;
  /** The share of the machine's work in the round that was not ours, 0 to 1. */
  foreign: number;
}

/** Hints are sent, and what answers do not wait for is written, within this time after the last answer. */
const SETTLE_MS = 500;

/**
 * Hands `operations` orders over to one side, and counts that all are there.
 * @throws Error when one was refused, or is not in the database
 */
export async function intakeRound(
  { postgres, redis, sellers }: IntakeParts,
  product: ProductSide,
  operations: number,
  round: string,
): Promise<IntakeRound> {
  const prefix = `${round}-${Date.now().toString(36)}-`;
  const orders = Array.from({ length: operations }, (_, index) => ({
    seller: sellers[index % sellers.length] ?? '',
    poNumber: `${prefix}${index}`,
  }));
  await postgres.reset();
  const snapshot = (): Record<string, number> => ({
    ...Object.fromEntries(Object.entries(product.pids).map(([part, pid]) => [part, cpuOf(pid)])),
    ...(postgres.postmaster === null ? {} : { postgres: cpuOfFamily(postgres.postmaster) }),
    ...(typeof redis?.pid === 'number' ? { redis: cpuOf(redis.pid) } : {}),
    load: cpuOf(process.pid),
  });
  const before = snapshot();
  const machineBefore = cpuOfMachine();
  const startedAt = performance.now();
  await handOver(product, orders);
  const seconds = (performance.now() - startedAt) / 1_000;
  await sleep(SETTLE_MS);
  const after = snapshot();
  const machine = cpuOfMachine() - machineBefore;
  const kept = await product.bookings(prefix);
  if (kept.length !== operations) throw new Error(`${product.name} kept ${kept.length} of ${operations} operations`);
  const spent = Object.entries(after).map(([part, value]) => [part, value - (before[part] ?? 0)] as const);
  return {
    side: product.name,
    perSecond: operations / seconds,
    cpu: Object.fromEntries(spent.map(([part, value]) => [part, value / operations])),
    foreign: Math.max(0, 1 - spent.reduce((sum, [, value]) => sum + value, 0) / machine),
  };
}
