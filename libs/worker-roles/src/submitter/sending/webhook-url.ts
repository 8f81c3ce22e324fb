import type { DialectName, Seller } from '@adcp-orchestrator/domain';

const routes: Readonly<Record<DialectName, string>> = {
  'hitl-v1': '/webhooks/hitl-tasks',
  'adcp-v3': '/webhooks/adcp',
};

/**
 * Where the seller is to send its webhooks.
 * @param base what the URL begins with: the address that sellers reach; null when there is none
 * @returns null when the seller is only polled
 */
export function webhookUrlOf(seller: Seller, base: string | null): string | null {
  if (base === null || seller.webhookMode === 'none') return null;
  return `${base}${routes[seller.dialect]}/${encodeURIComponent(seller.routeToken)}`;
}
