import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  circuitStatesBySeller,
  countAgeing,
  countAttention,
  countDeadDeliveries,
  countPending,
  nextKeysToEnd,
  orphanTasksBySeller,
  overdueAge,
  overdueRows,
  pausedSellers,
} from '@adcp-orchestrator/ledger';
import {
  GAUGE_LIMIT_MS,
  type Log,
  MetricName,
  type PolledGaugeOptions,
  registerPolledGauge,
} from '@adcp-orchestrator/platform';
import type { GaugeLease } from './gauge-lease';
import { OneAtATime } from './one-at-a-time';

export interface DatabaseGaugesOptions {
  registry: Registry;
  log: Log;
  /** Sees all tenants. */
  pool: Pool;
  clock: Clock;
  lease: Pick<GaugeLease, 'isHeld'>;
  /** Longest that one scrape may wait for its reads. Absent: as for every polled gauge. */
  limitMs?: number;
}

/**
 * The gauges that are counts of the database. Every process would count the same, so only the holder of the gauge lease
 * reads and exports them. No read touches operations that have ended well: each goes by an index that leaves them out.
 *
 * One read follows the other, usually on the connection that the gauge lease keeps open. It has planned these statements
 * before. Side by side each read opened a connection of its own, and planning took longer than reading. The reads that may
 * take long come last: when time runs out, only they are missing.
 */
export function registerDatabaseGauges({
  registry,
  log,
  pool,
  clock,
  lease,
  limitMs = GAUGE_LIMIT_MS,
}: DatabaseGaugesOptions): void {
  const reads = new OneAtATime(limitMs);
  const register = <L extends string>({
    help,
    ...options
  }: Omit<PolledGaugeOptions<L>, 'onlyWhile' | 'limitMs'>): void => {
    registerPolledGauge(registry, log, {
      ...options,
      limitMs,
      help: `${help}; of one process at a time`,
      onlyWhile: () => lease.isHeld,
    });
  };
  register({
    name: MetricName.overdueRows,
    help: 'Rows that are due and not yet worked on, by kind',
    labelNames: ['kind'],
    maxAgeMs: 5_000,
    read: async () =>
      Object.entries(await reads.run(() => overdueRows(pool, clock.now()))).map(([kind, value]) => ({
        labels: { kind },
        value: value as number,
      })),
  });
  register({
    name: MetricName.overdueAge,
    help: 'For how long the oldest row of each kind is due and not yet worked on, in seconds; 0 when none is. Of poll it is the poll lag',
    labelNames: ['kind'],
    maxAgeMs: 5_000,
    read: async () =>
      Object.entries(await reads.run(() => overdueAge(pool, clock.now()))).map(([kind, value]) => ({
        labels: { kind },
        value,
      })),
  });
  register({
    name: MetricName.ageingOperations,
    help: 'Operations that wait for their publisher longer than is usual for it; "overdue" in the API',
    labelNames: ['tenant', 'seller'],
    maxAgeMs: 10_000,
    read: async () =>
      (await reads.run(() => countAgeing(pool))).map(({ tenantId, sellerId, count }) => ({
        labels: { tenant: tenantId, seller: sellerId },
        value: count,
      })),
  });
  register({
    name: MetricName.deadDeliveries,
    help: 'Notifications that were given up and that nobody has sent again, up to 10000 in all',
    labelNames: ['tenant'],
    maxAgeMs: 10_000,
    read: async () =>
      (await reads.run(() => countDeadDeliveries(pool))).map(({ tenantId, count }) => ({
        labels: { tenant: tenantId },
        value: count,
      })),
  });
  register({
    name: MetricName.apiKeyEndsIn,
    help: 'Seconds until the next API key of a tenant ends, of those that were made for 30 days or more',
    labelNames: ['tenant'],
    maxAgeMs: 30_000,
    read: async () =>
      (await reads.run(() => nextKeysToEnd(pool))).map(({ tenantId, inSeconds }) => ({
        labels: { tenant: tenantId },
        value: inSeconds,
      })),
  });
  register({
    name: MetricName.sellerCircuit,
    help: 'The state of the circuit of each seller (closed, open, half_open), as 1',
    labelNames: ['tenant', 'seller', 'state'],
    maxAgeMs: 5_000,
    read: async () =>
      (await reads.run(() => circuitStatesBySeller(pool))).map(({ tenantId, sellerId, state }) => ({
        labels: { tenant: tenantId, seller: sellerId, state },
        value: 1,
      })),
  });
  register({
    name: MetricName.orphanTasks,
    help: 'Open tasks of each seller that belonged to no operation of ours at its last comparison',
    labelNames: ['tenant', 'seller'],
    // Sellers are compared only once an hour.
    maxAgeMs: 30_000,
    read: async () =>
      (await reads.run(() => orphanTasksBySeller(pool))).map(({ tenantId, sellerId, count }) => ({
        labels: { tenant: tenantId, seller: sellerId },
        value: count,
      })),
  });
  register({
    name: MetricName.pausedOperations,
    help: 'Operations that wait for each paused seller, up to 1000 of each; no sample for a seller that is not paused',
    labelNames: ['tenant', 'seller'],
    maxAgeMs: 5_000,
    read: async () =>
      (await reads.run(() => pausedSellers(pool, clock.now()))).map(({ tenantId, sellerId, waiting }) => ({
        labels: { tenant: tenantId, seller: sellerId },
        value: waiting,
      })),
  });
  const attention = sharedRead(() => reads.run(() => countAttention(pool)));
  register({
    name: MetricName.attentionOperations,
    help: 'Operations that need a person, by reason',
    labelNames: ['tenant', 'type', 'reason'],
    maxAgeMs: 5_000,
    read: async () =>
      (await attention()).map(({ tenantId, type, reason, count }) => ({
        labels: { tenant: tenantId, type, reason },
        value: count,
      })),
  });
  register({
    name: MetricName.attentionAge,
    help: 'For how long the operation that has waited longest needs a person, in seconds',
    labelNames: ['tenant', 'type', 'reason'],
    maxAgeMs: 5_000,
    read: async () =>
      (await attention()).map(({ tenantId, type, reason, since }) => ({
        labels: { tenant: tenantId, type, reason },
        value: secondsBetween(since, clock.now()),
      })),
  });
  register({
    name: MetricName.pendingOperations,
    help: 'Operations that wait for their seller, by type and status',
    labelNames: ['type', 'status'],
    // Publishers take hours, and this costs the most of all: some 6 ms for 100,000 operations that wait. A little less than a
    // minute, so that of scrapes every 15 s each fourth reads it.
    maxAgeMs: 55_000,
    read: async () =>
      (await reads.run(() => countPending(pool))).map(({ type, status, count }) => ({
        labels: { type, status },
        value: count,
      })),
  });
}

/** Several gauges of one scrape are read by one statement. */
function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () =>
    (reading ??= read().finally(() => {
      reading = null;
    }));
}

const secondsBetween = (from: Date, to: Date): number => Math.max(0, (to.getTime() - from.getTime()) / 1000);
