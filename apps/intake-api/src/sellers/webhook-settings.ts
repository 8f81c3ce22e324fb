import { DialectName, type JsonObject, SigningProfile, WebhookMode } from '@adcp-orchestrator/domain';
import type { SellerRow } from '@adcp-orchestrator/ledger';
import {
  PublicKeyUnusableError,
  WebhookSecretWeakError,
  assertPublicKeys,
  assertWebhookSecret,
} from '@adcp-orchestrator/webhooks';
import { invalidBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
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

/** Where the keys are: exactly one of the three is given. */
const KEY_SOURCES = ['jwks', 'jwks_uri', 'brand_json_url'] as const;
const SIGNING_SETTINGS = [...KEY_SOURCES, 'revocation_uri', 'profile'] as const;

const POLLED_ONLY: WebhookColumns = {
  webhook_mode: WebhookMode.none,
  webhook_secret_sealed: null,
  signing_keys: null,
  jwks_uri: null,
  brand_json_url: null,
  revocation_uri: null,
  signing_profile: null,
};

export interface WebhookRules {
  dialect: DialectName;
  allowPrivateNetworks: boolean;
  /** The address by which sellers reach this service; null when none is configured. */
  publicUrl: string | null;
  /** What was agreed before; null for a new seller. The secret stays when the mode stays and no new secret is given. */
  known: WebhookColumns | null;
  seal: (secret: string) => Buffer;
}

/**
 * @returns the columns for what the desk says was agreed with the seller
 * @throws RequestProblemError when the mode lacks what it needs, or has what it has no use for
 */
export function webhookColumns(webhooks: WebhooksBody | null, rules: WebhookRules): WebhookColumns {
  if (webhooks === null) return POLLED_ONLY;
  assertReachable(webhooks, rules);
  switch (webhooks.mode) {
    case WebhookMode.none:
      refuse(webhooks, ['secret', 'secret_grace', ...SIGNING_SETTINGS]);
      return POLLED_ONLY;
    case WebhookMode.hmac:
    case WebhookMode.bearer:
      refuse(webhooks, SIGNING_SETTINGS);
      return { ...POLLED_ONLY, webhook_mode: webhooks.mode, webhook_secret_sealed: sealedSecret(webhooks, rules) };
    case WebhookMode.rfc9421:
      return signedColumns(webhooks, rules);
  }
}

/**
 * An adcp-v3 seller learns the URL from each call. Without a URL it would never send a webhook, and we would poll it
 * late because we expect webhooks.
 */
function assertReachable({ mode }: WebhooksBody, { dialect, publicUrl }: WebhookRules): void {
  if (mode === WebhookMode.none || dialect !== DialectName.adcpV3) return;
  if (publicUrl === null) {
    throw invalidBody(
      '/webhooks/mode',
      `"${mode}" needs a URL that the seller can report to, and this service does not know its own: set PUBLIC_URL and start it again, or use "none" (polling only)`,
    );
  }
  if (mode === WebhookMode.rfc9421 && !canBeSignedFor(publicUrl)) {
    throw invalidBody(
      '/webhooks/mode',
      `"${mode}" is for webhooks over https, and the PUBLIC_URL of this service is ${publicUrl}: set one that begins with https:// and start it again, or use "hmac", "bearer" or "none"`,
    );
  }
}

/**
 * The verifier accepts a signature only for an https URL, or for http on loopback. Every other webhook would get a
 * `401`.
 */
function canBeSignedFor(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || /^(localhost|\[::1\]|127\.[\d.]+)$/.test(hostname);
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
  refuse(webhooks, ['secret', 'secret_grace']);
  if (dialect !== DialectName.adcpV3) {
    throw invalidBody('/webhooks/mode', `"rfc9421" is for adcp-v3; a ${dialect} seller has "hmac", "bearer" or "none"`);
  }
  const [source, other] = KEY_SOURCES.filter((name) => webhooks[name] !== undefined);
  if (source === undefined) {
    throw invalidBody('/webhooks/jwks_uri', 'this, jwks or brand_json_url is needed for the mode "rfc9421"');
  }
  if (other !== undefined) {
    throw invalidBody(`/webhooks/${other}`, `cannot stand beside ${source}: the keys have one source`);
  }
  for (const name of ['jwks_uri', 'brand_json_url', 'revocation_uri'] as const) {
    const url = webhooks[name];
    const problem = url === undefined ? null : outboundUrlProblem(url, allowPrivateNetworks);
    if (problem !== null) throw invalidBody(`/webhooks/${name}`, problem);
  }
  return {
    ...POLLED_ONLY,
    webhook_mode: WebhookMode.rfc9421,
    signing_keys: webhooks.jwks === undefined ? null : pinnedKeys(webhooks.jwks.keys),
    jwks_uri: webhooks.jwks_uri ?? null,
    brand_json_url: webhooks.brand_json_url ?? null,
    revocation_uri: webhooks.revocation_uri ?? null,
    signing_profile: webhooks.profile ?? SigningProfile.v30,
  };
}

function pinnedKeys(keys: readonly JsonObject[]): JsonObject[] {
  try {
    assertPublicKeys(keys);
  } catch (error) {
    if (error instanceof PublicKeyUnusableError) throw invalidBody('/webhooks/jwks/keys', error.message);
    throw error;
  }
  return [...keys];
}

function refuse(webhooks: WebhooksBody, names: readonly (keyof WebhooksBody)[]): void {
  const present = names.find((name) => webhooks[name] !== undefined);
  if (present !== undefined) {
    throw invalidBody(`/webhooks/${present}`, `has no use for the mode "${webhooks.mode}"`);
  }
}
