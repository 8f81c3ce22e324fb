import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import type { HintKind } from '@adcp-orchestrator/domain';
import { METRICS, MetricName } from '@adcp-orchestrator/platform';

/** The counters of hints and sweeps, as the callbacks that senders, workers and sweepers take. */
@Injectable()
export class HintMetrics {
  readonly onSent: (kind: HintKind, result: 'sent' | 'inner' | 'dropped', count: number) => void;
  readonly onHandled: (kind: HintKind, result: 'handled' | 'failed' | 'invalid') => void;
  readonly onSwept: (name: string, result: 'swept' | 'failed', rows: number) => void;

  constructor(@Inject(METRICS) registry: Registry) {
    const sent = new Counter({
      name: MetricName.hintsSent,
      help: 'Hints by kind and what became of them: sent over the queue, inside the process, or dropped and found by the sweep',
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
    this.onSent = (kind, result, count) => {
      sent.inc({ kind, result }, count);
    };
    this.onHandled = (kind, result) => {
      handled.inc({ kind, result });
    };
    this.onSwept = (name, result) => {
      sweeps.inc({ sweep: name, result });
    };
  }
}
