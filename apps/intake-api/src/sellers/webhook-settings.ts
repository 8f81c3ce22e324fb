import { DialectName, WebhookMode } from '@adcp-orchestrator/domain';
import type { SellerRow } from '@adcp-orchestrator/ledger';
import { WebhookSecretWeakError, assertWebhookSecret } from '@adcp-orchestrator/webhooks';
import { invalidBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
import type { WebhooksBody } from './seller-bodies';

export type WebhookColumns = Pick<
  SellerRow,
  'webhook_mode' | 'webhook_secret_sealed' | 'jwks_uri' | 'brand_json_url' | 'signing_profile'
>;

const POLLED_ONLY: WebhookColumns = {
  webhook_mode: WebhookMode.none,
  webhook_secret_sealed: null,
  jwks_uri: null,
  brand_json_url: null,
  signing_profile: null,
};

export interface WebhookRules {
  dialect: DialectName;
  allowPrivateNetworks: boolean;
  /** What was agreed before; null for a new seller. The secret stays when the mode does and no new one is given. */
  known: WebhookColumns | null;
  seal: (secret: string) => Buffer;
}

/**
 * @returns the columns for what the desk says was agreed with the seller
 * @throws RequestProblemError when the mode lacks what it needs, or has what it has no use for
 */
export function webhookColumns(webhooks: WebhooksBody | null, rules: WebhookRules): WebhookColumns {
  if (webhooks === null) return POLLED_ONLY;
  switch (webhooks.mode) {
    case WebhookMode.none:
      refuse(webhooks, ['secret', 'jwks_uri', 'brand_json_url', 'profile']);
      return POLLED_ONLY;
    case WebhookMode.hmac:
    case WebhookMode.bearer:
      refuse(webhooks, ['jwks_uri', 'brand_json_url', 'profile']);
      return { ...POLLED_ONLY, webhook_mode: webhooks.mode, webhook_secret_sealed: sealedSecret(webhooks, rules) };
    case WebhookMode.rfc9421:
      return signedColumns(webhooks, rules);
  }
}

function sealedSecret({ mode, secret }: WebhooksBody, { known, seal }: WebhookRules): Buffer {
  if (secret === undefined) {
    const kept = known?.webhook_mode === mode ? known.webhook_secret_sealed : null;
    if (kept === null) throw invalidBody('/webhooks/secret', `is needed for the mode "${mode}"`);
    return kept;
  }
  try {
    assertWebhookSecret(secret);
  } catch (error) {
    if (error instanceof WebhookSecretWeakError) throw invalidBody('/webhooks/secret', error.message);
    throw error;
  }
  return seal(secret);
}

function signedColumns(webhooks: WebhooksBody, { dialect, allowPrivateNetworks }: WebhookRules): WebhookColumns {
  refuse(webhooks, ['secret']);
  if (dialect !== DialectName.adcpV3) {
    throw invalidBody('/webhooks/mode', `"rfc9421" is for adcp-v3; a ${dialect} seller has "hmac", "bearer" or "none"`);
  }
  const { jwks_uri: jwksUri, brand_json_url: brandJsonUrl, profile } = webhooks;
  if (jwksUri === undefined && brandJsonUrl === undefined) {
    throw invalidBody('/webhooks/jwks_uri', 'this or brand_json_url is needed for the mode "rfc9421"');
  }
  for (const [name, url] of Object.entries({ jwks_uri: jwksUri, brand_json_url: brandJsonUrl })) {
    const problem = url === undefined ? null : outboundUrlProblem(url, allowPrivateNetworks);
    if (problem !== null) throw invalidBody(`/webhooks/${name}`, problem);
  }
  return {
    webhook_mode: WebhookMode.rfc9421,
    webhook_secret_sealed: null,
    jwks_uri: jwksUri ?? null,
    brand_json_url: brandJsonUrl ?? null,
    signing_profile: profile ?? '3.0',
  };
}

function refuse(webhooks: WebhooksBody, names: readonly (keyof WebhooksBody)[]): void {
  const present = names.find((name) => webhooks[name] !== undefined);
  if (present !== undefined) {
    throw invalidBody(`/webhooks/${present}`, `has no use for the mode "${webhooks.mode}"`);
  }
}
