import type { Queue } from 'bullmq';
import type { Registry } from 'prom-client';
import type { HintKind } from '@adcp-orchestrator/domain';
import { type Log, MetricName, registerPolledGauge } from '@adcp-orchestrator/platform';
import { hintPolicies } from '../catalog/hint-catalog';

const states = ['waiting', 'active', 'delayed', 'failed'] as const;

/**
 * Jobs in the queues by state, read when scraped (guide, Monitoring and Alerting).
 * @param queues by kind; they stay the caller's to close
 */
export function registerQueueDepth(
  registry: Registry,
  log: Log,
  queues: ReadonlyMap<HintKind, Pick<Queue, 'getJobCounts'>>,
): void {
  registerPolledGauge(registry, log, {
    name: MetricName.queueJobs,
    help: 'Hints in the queues, by queue and state; jobs are hints, the work itself is in overdue_rows',
    labelNames: ['queue', 'state'],
    read: async () => {
      const counts = await Promise.all(
        [...queues].map(async ([kind, queue]) => {
          const byState = await queue.getJobCounts(...states);
          return states.map((state) => ({
            labels: { queue: hintPolicies[kind].queue, state },
            value: byState[state] ?? 0,
          }));
        }),
      );
      return counts.flat();
    },
  });
}
