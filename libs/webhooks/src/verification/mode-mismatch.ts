import { WebhookMode } from '@adcp-orchestrator/domain';
import { bearerTokenOf } from './bearer';
import { type WebhookHeaders, headerOf } from './webhook-headers';

/**
 * Whether a webhook came in another mode than was agreed, where one of the two is RFC 9421 (AdCP 3.0 security,
 * downgrade and injection resistance). Either somebody changed the agreement on its way to the seller, or the seller is
 * set up differently. A webhook that also carries the agreed proof is judged by that proof alone.
 * @returns the mode that it came in; null when it is the agreed one
 */
export function mismatchOf(agreed: WebhookMode, headers: WebhookHeaders): WebhookMode | null {
  const signed = headerOf(headers, 'signature-input') !== null || headerOf(headers, 'signature') !== null;
  const hmac = headerOf(headers, 'x-adcp-signature') !== null;
  const bearer = bearerTokenOf(headerOf(headers, 'authorization')) !== null;
  switch (agreed) {
    case WebhookMode.rfc9421:
      if (signed) return null;
      return hmac ? WebhookMode.hmac : bearer ? WebhookMode.bearer : null;
    case WebhookMode.hmac:
      return signed && !hmac ? WebhookMode.rfc9421 : null;
    case WebhookMode.bearer:
      return signed && !bearer ? WebhookMode.rfc9421 : null;
    case WebhookMode.none:
      return null;
  }
}
