import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import type { HintKind, SellerRef } from '@adcp-orchestrator/domain';
import { METRICS, MetricName } from '@adcp-orchestrator/platform';
import type { SweeperOptions } from './work/sweeper';

/** The counters of hints, sweeps and takeovers, as the callbacks that senders, workers and sweepers take. */
@Injectable()
export class HintMetrics {
  readonly onSent: (kind: HintKind, result: 'sent' | 'inner' | 'dropped', count: number) => void;
  readonly onHandled: (kind: HintKind, result: 'handled' | 'failed' | 'invalid') => void;
  readonly onSwept: NonNullable<SweeperOptions['onSwept']>;

  readonly onTakeover: (kind: HintKind, whose: SellerRef) => void;

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
    const findings = new Counter({
      name: MetricName.sweepFindings,
      help: 'What only a sweep found, seconds after a hint should have led to it: operations, sellers to poll, deliveries',
      labelNames: ['sweep'],
      registers: [registry],
    });
    const takeovers = new Counter({
      name: MetricName.leaseTakeovers,
      help: 'Work taken over from a worker whose lease had run out, because it died or was cut off: operations (submit), turns of sellers (poll)',
      labelNames: ['kind', 'tenant', 'seller'],
      registers: [registry],
    });
    this.onTakeover = (kind, { tenantId, sellerId }) => {
      takeovers.inc({ kind, tenant: tenantId, seller: sellerId });
    };
    this.onSwept = (name, result, { late }) => {
      sweeps.inc({ sweep: name, result });
      findings.inc({ sweep: name }, late);
    };
  }
}
