import { Counter, Histogram, type Registry } from 'prom-client';
import { Channel } from '@adcp-orchestrator/domain';
import { MetricName } from '@adcp-orchestrator/platform';
import type { DeliverySenderOptions } from './delivery-sender';

const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 15];

/** @returns the callback that counts attempts, and deliveries that came to an end */
export function createNotifierMetrics(registry: Registry): NonNullable<DeliverySenderOptions['onAttempt']> {
  const registers = [registry];
  const attempts = new Counter({
    name: MetricName.deliveryAttempts,
    help: 'Attempts to deliver a notification, by channel and result',
    labelNames: ['channel', 'result'],
    registers,
  });
  const deliveries = new Counter({
    name: MetricName.deliveries,
    help: 'Notifications that were delivered, or given up as dead letters, by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  // From 0: of a counter that begins at 1, Prometheus sees no increase, and the first one given up would alert nobody.
  for (const channel of Object.values(Channel)) deliveries.inc({ channel, outcome: 'dead' }, 0);
  const durations = new Histogram({
    name: MetricName.deliveryAttemptSeconds,
    help: 'How long attempts to deliver a notification took, by channel, in seconds',
    labelNames: ['channel'],
    buckets: BUCKETS,
    registers,
  });
  return ({ channel, result, next, seconds }) => {
    attempts.inc({ channel, result });
    if (next !== 'retry') deliveries.inc({ channel, outcome: next });
    durations.observe({ channel }, seconds);
  };
}
