import { SigningProfile, WebhookMode } from '@adcp-orchestrator/domain';
import type { SellerRow } from '@adcp-orchestrator/ledger';
import type { WebhooksBody } from './seller-bodies';

export type WebhookColumns = Pick<
  SellerRow,
  | 'webhook_mode'
  | 'webhook_secret_sealed'
  | 'signing_keys'
  | 'jwks_uri'
  | 'brand_json_url'
  | 'revocation_uri'
  | 'signing_profile'
>;

const POLLED_ONLY: WebhookColumns = {
  webhook_mode: WebhookMode.none,
  webhook_secret_sealed: null,
  signing_keys: null,
  jwks_uri: null,
  brand_json_url: null,
  revocation_uri: null,
  signing_profile: null,
};

/**
 * @param webhooks without faults (`webhookFaults`)
 * @param known what was agreed before; null for a new seller
 * @returns the columns for what the desk says was agreed with the seller
 */
export function webhookColumns(
  webhooks: WebhooksBody | null,
  known: WebhookColumns | null,
  seal: (secret: string) => Buffer,
): WebhookColumns {
  if (webhooks === null) return POLLED_ONLY;
  const { mode, secret } = webhooks;
  switch (mode) {
    case WebhookMode.none:
      return POLLED_ONLY;
    case WebhookMode.hmac:
    case WebhookMode.bearer: {
      const sealed = secret === undefined ? keptSecret(webhooks, known) : seal(secret);
      return { ...POLLED_ONLY, webhook_mode: mode, webhook_secret_sealed: sealed };
    }
    case WebhookMode.rfc9421:
      return {
        ...POLLED_ONLY,
        webhook_mode: mode,
        signing_keys: webhooks.jwks === undefined ? null : [...webhooks.jwks.keys],
        jwks_uri: webhooks.jwks_uri ?? null,
        brand_json_url: webhooks.brand_json_url ?? null,
        revocation_uri: webhooks.revocation_uri ?? null,
        signing_profile: webhooks.profile ?? SigningProfile.v30,
      };
  }
}

/** @returns the secret that holds when a request names none: it stays when the mode does. Null: there is none */
export function keptSecret({ mode }: WebhooksBody, known: WebhookColumns | null): Buffer | null {
  return known?.webhook_mode === mode ? known.webhook_secret_sealed : null;
}
