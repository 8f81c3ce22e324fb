import { Counter, type Registry } from 'prom-client';
import type { HintKind } from '@adcp-orchestrator/domain';
import { MetricName } from '@adcp-orchestrator/platform';

/** The counters of hints and sweeps, as the callbacks that senders, workers and sweepers take. */
export interface HintMetrics {
  onSent: (kind: HintKind, result: 'sent' | 'dropped', count: number) => void;
  onHandled: (kind: HintKind, result: 'handled' | 'failed' | 'invalid') => void;
  onSwept: (name: string, result: 'swept' | 'failed', rows: number) => void;
}

export function createHintMetrics(registry: Registry): HintMetrics {
  const sent = new Counter({
    name: MetricName.hintsSent,
    help: 'Hints by kind and what became of them; dropped ones are found by the sweep',
    labelNames: ['kind', 'result'],
    registers: [registry],
  });
  const handled = new Counter({
    name: MetricName.hintsHandled,
    help: 'Hints worked on, by kind and result; invalid ones are jobs that are not ours',
    labelNames: ['kind', 'result'],
    registers: [registry],
  });
  const sweeps = new Counter({
    name: MetricName.sweeps,
    help: 'Sweeps by name and result',
    labelNames: ['sweep', 'result'],
    registers: [registry],
  });
  return {
    onSent: (kind, result, count) => {
      sent.inc({ kind, result }, count);
    },
    onHandled: (kind, result) => {
      handled.inc({ kind, result });
    },
    onSwept: (name, result) => {
      sweeps.inc({ sweep: name, result });
    },
  };
}
