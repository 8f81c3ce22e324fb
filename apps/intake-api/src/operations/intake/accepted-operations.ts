import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import type { Operation } from '@adcp-orchestrator/domain';
import { METRICS, MetricName } from '@adcp-orchestrator/platform';

/** Counts what this process took from desks and made durable. */
@Injectable()
export class AcceptedOperations {
  private readonly counter: Counter<'tenant' | 'seller' | 'type'>;

  constructor(@Inject(METRICS) registry: Registry) {
    this.counter = new Counter({
      name: MetricName.acceptedOperations,
      help: 'Operations that desks handed over and that are durable; a repeated request is not counted again',
      labelNames: ['tenant', 'seller', 'type'],
      registers: [registry],
    });
  }

  count({ tenantId, sellerId, type }: Pick<Operation, 'tenantId' | 'sellerId' | 'type'>): void {
    this.counter.inc({ tenant: tenantId, seller: sellerId, type });
  }
}
