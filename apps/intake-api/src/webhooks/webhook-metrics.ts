import type { Seller, WebhookMode } from '@adcp-orchestrator/domain';
import { MetricName } from '@adcp-orchestrator/platform';
import type { WebhookReceiverOptions } from '@adcp-orchestrator/webhooks';
import { Counter, type Registry } from 'prom-client';

/** @returns the callbacks of the receiver, which count webhooks by their answer and raise the alarm of a wrong mode */
export function createWebhookMetrics(
  registry: Registry,
): Required<Pick<WebhookReceiverOptions, 'onReceived' | 'onModeMismatch'>> {
  const registers = [registry];
  const received = new Counter({
    name: MetricName.webhooksReceived,
    help: 'Webhooks of sellers, by the status that they were answered with; 401: no proof of the sender, 422: the envelope is not one of AdCP (the log names its fields: ask the seller to correct them), 429: too many',
    labelNames: ['tenant', 'seller', 'status'],
    registers,
  });
  const mismatches = new Counter({
    name: MetricName.webhookModeMismatches,
    help: 'Webhooks that came in another mode than was agreed with the seller, and were refused',
    labelNames: ['tenant', 'seller', 'agreed', 'came'],
    registers,
  });
  return {
    onReceived: (status: number, seller: Seller | null) => {
      received.inc({ tenant: seller?.tenantId ?? '', seller: seller?.id ?? '', status: String(status) });
    },
    onModeMismatch: (seller: Seller, came: WebhookMode) => {
      mismatches.inc({ tenant: seller.tenantId, seller: seller.id, agreed: seller.webhookMode, came });
    },
  };
}
