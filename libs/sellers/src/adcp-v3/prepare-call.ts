import {
  type CallMaterial,
  type FrozenCall,
  type JsonObject,
  type Seller,
  WebhookMode,
} from '@adcp-orchestrator/domain';

export class WebhookSecretMissingError extends Error {
  override readonly name = 'WebhookSecretMissingError';
}

/**
 * Adds what is ours to the desk's request: the idempotency key, and where and how the seller reports.
 * @throws WebhookSecretMissingError when the agreed webhook mode needs a secret that the seller's settings lack
 */
export function prepareCall(seller: Seller, { operation, request, requestKey, webhookUrl }: CallMaterial): FrozenCall {
  const registration = webhookUrl === null ? null : registrationOf(seller, webhookUrl, operation.id);
  return {
    tool: operation.type,
    arguments: {
      ...request,
      idempotency_key: requestKey,
      ...(registration === null ? {} : { push_notification_config: registration }),
    },
  };
}

/**
 * AdCP 3.0, push notification config: without `authentication` the seller signs by RFC 9421; with it, it uses that
 * alone.
 */
function registrationOf(seller: Seller, url: string, operationId: string): JsonObject | null {
  const base = { url, operation_id: operationId };
  switch (seller.webhookMode) {
    case WebhookMode.none:
      return null;
    case WebhookMode.rfc9421:
      return base;
    case WebhookMode.hmac:
      return { ...base, authentication: { schemes: ['HMAC-SHA256'], credentials: secretOf(seller) } };
    case WebhookMode.bearer:
      return { ...base, authentication: { schemes: ['Bearer'], credentials: secretOf(seller) } };
  }
}

function secretOf(seller: Seller): string {
  if (seller.webhookSecret === null) {
    throw new WebhookSecretMissingError(
      `seller "${seller.id}" reports by ${seller.webhookMode} webhooks and has no secret: set "webhooks.secret" (at least 32 characters)`,
    );
  }
  return seller.webhookSecret;
}
