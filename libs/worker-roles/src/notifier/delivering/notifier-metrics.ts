import { Counter, Histogram, type Registry } from 'prom-client';
import type { DeliverySenderOptions } from './delivery-sender';

/** The notifier's own metrics; what is due and waiting is `adcp_orchestrator_overdue_rows{kind="notify"}`. */
export const NotifierMetricName = {
  attempts: 'adcp_orchestrator_delivery_attempts_total',
  deliveries: 'adcp_orchestrator_deliveries_total',
  attemptSeconds: 'adcp_orchestrator_delivery_attempt_seconds',
  inFlight: 'adcp_orchestrator_deliveries_in_flight',
} as const;

/** @returns the callback that counts attempts, and deliveries that came to an end */
export function createNotifierMetrics(registry: Registry): NonNullable<DeliverySenderOptions['onAttempt']> {
  const attempts = new Counter({
    name: NotifierMetricName.attempts,
    help: 'Attempts to deliver a notification, by result',
    labelNames: ['result'],
    registers: [registry],
  });
  const deliveries = new Counter({
    name: NotifierMetricName.deliveries,
    help: 'Notifications that were delivered, or given up as dead letters, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: NotifierMetricName.attemptSeconds,
    help: 'How long attempts to deliver a notification took',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 15],
    registers: [registry],
  });
  return (result, next, took) => {
    attempts.inc({ result });
    if (next !== 'retry') deliveries.inc({ outcome: next });
    seconds.observe(took);
  };
}
