import type { Registry } from 'prom-client';
import type { Log } from '../logging/create-logger';
import { MetricName } from '../metrics/metric-names';
import { registerPolledGauge } from '../metrics/polled-gauge';
import type { Readiness } from './readiness';

/** Shows what `/readyz` says as a metric, read when scraped. */
export function registerReadinessGauge(registry: Registry, log: Log, readiness: Readiness): void {
  registerPolledGauge(registry, log, {
    name: MetricName.readiness,
    help: 'The state of each check of /readyz (ok, degraded, failed), as 1; of this process alone',
    labelNames: ['check', 'status'],
    read: async () =>
      Object.entries((await readiness.report()).checks).map(([check, { status }]) => ({
        labels: { check, status },
        value: 1,
      })),
  });
}
