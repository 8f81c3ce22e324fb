import type { Queue } from 'bullmq';
import type { Registry } from 'prom-client';
import { type Log, MetricName, registerPolledGauge } from '@adcp-orchestrator/platform';

const states = ['waiting', 'active', 'delayed', 'failed'] as const;

/** Jobs in the queues by state, read when scraped (guide, Monitoring and Alerting). */
export function registerQueueDepth(
  registry: Registry,
  log: Log,
  queues: readonly Pick<Queue, 'name' | 'getJobCounts'>[],
): void {
  registerPolledGauge(registry, log, {
    name: MetricName.queueJobs,
    help: 'Hints in the queues, by queue and state; jobs are hints, the work itself is in overdue_rows',
    labelNames: ['queue', 'state'],
    read: async () => {
      const counts = await Promise.all(
        queues.map(async (queue) => {
          const byState = await queue.getJobCounts(...states);
          return states.map((state) => ({ labels: { queue: queue.name, state }, value: byState[state] ?? 0 }));
        }),
      );
      return counts.flat();
    },
  });
}
