import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { type Clock, isPending } from '@adcp-orchestrator/domain';
import {
  circuitStatesBySeller,
  orphanTasksBySeller,
  overdueRows,
  pausedSellers,
  unsettledByType,
} from '@adcp-orchestrator/ledger';
import { type Log, MetricName, registerPolledGauge } from '@adcp-orchestrator/platform';

/**
 * Gauges that are counts of rows: the work that is due and not done (autoscaling adds replicas by it), and the guide's
 * pending operations by type. Every process reports the same numbers. Read them with `max`; a sum would count each row
 * once per process.
 */
export function registerWorkGauges(registry: Registry, log: Log, pool: Pool, clock: Clock): void {
  registerPolledGauge(registry, log, {
    name: MetricName.overdueRows,
    help: 'Rows that are due and not yet worked on, by kind; the same in every process',
    labelNames: ['kind'],
    maxAgeMs: 5_000,
    read: async () =>
      Object.entries(await overdueRows(pool, clock.now())).map(([kind, value]) => ({
        labels: { kind },
        value: value as number,
      })),
  });
  registerPolledGauge(registry, log, {
    name: MetricName.pendingOperations,
    help: 'Operations that wait for their seller, by type and status; the same in every process',
    labelNames: ['type', 'status'],
    maxAgeMs: 10_000,
    read: async () =>
      (await unsettledByType(pool))
        .filter(({ status }) => isPending(status))
        .map(({ type, status, count }) => ({ labels: { type, status }, value: count })),
  });
  registerPolledGauge(registry, log, {
    name: MetricName.sellerCircuit,
    help: 'The state of the circuit of each seller (closed, open, half_open), as 1; the same in every process',
    labelNames: ['tenant', 'seller', 'state'],
    maxAgeMs: 5_000,
    read: async () =>
      (await circuitStatesBySeller(pool)).map(({ tenantId, sellerId, state }) => ({
        labels: { tenant: tenantId, seller: sellerId, state },
        value: 1,
      })),
  });
  registerPolledGauge(registry, log, {
    name: MetricName.orphanTasks,
    help: 'Open tasks of each seller that belonged to no operation of ours at its last comparison; the same in every process',
    labelNames: ['tenant', 'seller'],
    // Sellers are compared only once an hour.
    maxAgeMs: 30_000,
    read: async () =>
      (await orphanTasksBySeller(pool)).map(({ tenantId, sellerId, count }) => ({
        labels: { tenant: tenantId, seller: sellerId },
        value: count,
      })),
  });
  registerPolledGauge(registry, log, {
    name: MetricName.pausedOperations,
    help: 'Operations that wait for each paused seller, up to 1000 of each; no sample for a seller that is not paused; the same in every process',
    labelNames: ['tenant', 'seller'],
    maxAgeMs: 5_000,
    read: async () =>
      (await pausedSellers(pool, clock.now())).map(({ tenantId, sellerId, waiting }) => ({
        labels: { tenant: tenantId, seller: sellerId },
        value: waiting,
      })),
  });
}
