import { Counter, Gauge, type Registry } from 'prom-client';
import { MetricName } from '../metrics/metric-names';
import type { MeasuredPool } from './measured-pool';

/** Shows how much of a pool of connections is used, and who has to wait. Read when scraped. */
export function registerPoolMetrics(
  registry: Registry,
  pool: Pick<MeasuredPool, 'totalCount' | 'idleCount' | 'waitingCount' | 'acquireTimeouts' | 'options'>,
): void {
  const registers = [registry];
  new Gauge({
    name: MetricName.databaseConnections,
    help: "Connections of this process's pool to Postgres, by state: used, idle",
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
    },
  });
  new Gauge({
    name: MetricName.databaseConnectionsMost,
    help: "Most connections that this process's pool may have",
    registers,
    collect() {
      this.set(pool.options.max);
    },
  });
  new Gauge({
    name: MetricName.databaseWaiting,
    help: 'Statements and transactions of this process that wait for a connection',
    registers,
    collect() {
      this.set(pool.waitingCount);
    },
  });
  new Counter({
    name: MetricName.databaseAcquireTimeouts,
    help: 'How often a statement or transaction of this process waited for a connection until the limit, and failed',
    registers,
    collect() {
      this.reset();
      this.inc(pool.acquireTimeouts);
    },
  });
}
