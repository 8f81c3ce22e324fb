import { DialectName, WebhookMode } from '@adcp-orchestrator/domain';
import {
  PublicKeyUnusableError,
  WebhookSecretWeakError,
  assertPublicKeys,
  assertWebhookSecret,
} from '@adcp-orchestrator/webhooks';
import { type InvalidValue, inBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
import type { WebhooksBody } from './seller-bodies';
import { type WebhookColumns, keptSecret } from './webhook-settings';

/** Where the keys are: exactly one of the three is given. */
const KEY_SOURCES = ['jwks', 'jwks_uri', 'brand_json_url'] as const;
const KEY_ADDRESSES = ['jwks_uri', 'brand_json_url', 'revocation_uri'] as const;
const SIGNING_SETTINGS = [...KEY_SOURCES, 'revocation_uri', 'profile'] as const;
const SECRET_SETTINGS = ['secret', 'secret_grace'] as const;

export interface WebhookRules {
  dialect: DialectName;
  allowPrivateNetworks: boolean;
  /** The address by which sellers reach this service; null when none is configured. */
  webhookUrl: string | null;
  /** What was agreed before; null for a new seller. */
  known: WebhookColumns | null;
}

/** @returns what the mode lacks of what it needs, and has of what it has no use for */
export function webhookFaults(webhooks: WebhooksBody, rules: WebhookRules): InvalidValue[] {
  const fault = modeFault(webhooks.mode, rules);
  // Of a mode that cannot be, nothing else is right or wrong.
  if (fault !== null) return [inBody('/webhooks/mode', fault)];
  switch (webhooks.mode) {
    case WebhookMode.none:
      return useless(webhooks, [...SECRET_SETTINGS, ...SIGNING_SETTINGS]);
    case WebhookMode.hmac:
    case WebhookMode.bearer:
      return [...useless(webhooks, SIGNING_SETTINGS), ...secretFaults(webhooks, rules)];
    case WebhookMode.rfc9421:
      return [...useless(webhooks, SECRET_SETTINGS), ...keyFaults(webhooks, rules)];
  }
}

/**
 * An adcp-v3 seller learns the URL from each call. Without a URL it would never send a webhook, and we would poll it
 * late because we expect webhooks.
 */
function modeFault(mode: WebhookMode, { dialect, webhookUrl }: WebhookRules): string | null {
  if (mode === WebhookMode.none) return null;
  if (dialect !== DialectName.adcpV3) {
    return mode === WebhookMode.rfc9421
      ? `"rfc9421" is for adcp-v3; a ${dialect} seller has "hmac", "bearer" or "none"`
      : null;
  }
  if (webhookUrl === null) {
    return `"${mode}" needs a URL that the seller can report to, and this service does not know its own: set WEBHOOK_URL or PUBLIC_URL and start it again, or use "none" (polling only)`;
  }
  return mode === WebhookMode.rfc9421 && !canBeSignedFor(webhookUrl)
    ? `"${mode}" is for webhooks over https, and sellers reach this service at ${webhookUrl}: set a WEBHOOK_URL or PUBLIC_URL that begins with https:// and start it again, or use "hmac", "bearer" or "none"`
    : null;
}

/**
 * The verifier accepts a signature only for an https URL, or for http on loopback. Every other webhook would get a
 * `401`.
 */
function canBeSignedFor(webhookUrl: string): boolean {
  const { protocol, hostname } = new URL(webhookUrl);
  return protocol === 'https:' || /^(localhost|\[::1\]|127\.[\d.]+)$/.test(hostname);
}

function useless(webhooks: WebhooksBody, names: readonly (keyof WebhooksBody)[]): InvalidValue[] {
  return names
    .filter((name) => webhooks[name] !== undefined)
    .map((name) => inBody(`/webhooks/${name}`, `has no use for the mode "${webhooks.mode}"`));
}

function secretFaults(webhooks: WebhooksBody, { known }: WebhookRules): InvalidValue[] {
  const { mode, secret } = webhooks;
  if (secret === undefined) {
    return keptSecret(webhooks, known) === null ? [inBody('/webhooks/secret', `is needed for the mode "${mode}"`)] : [];
  }
  try {
    assertWebhookSecret(secret);
    return [];
  } catch (error) {
    if (error instanceof WebhookSecretWeakError) return [inBody('/webhooks/secret', error.message)];
    throw error;
  }
}

function keyFaults(webhooks: WebhooksBody, { allowPrivateNetworks }: WebhookRules): InvalidValue[] {
  const [source, ...others] = KEY_SOURCES.filter((name) => webhooks[name] !== undefined);
  return [
    ...(source === undefined
      ? [inBody('/webhooks/jwks_uri', 'this, jwks or brand_json_url is needed for the mode "rfc9421"')]
      : others.map((other) => inBody(`/webhooks/${other}`, `cannot stand beside ${source}: the keys have one source`))),
    ...KEY_ADDRESSES.flatMap((name) => {
      const url = webhooks[name];
      const problem = url === undefined ? null : outboundUrlProblem(url, allowPrivateNetworks);
      return problem === null ? [] : [inBody(`/webhooks/${name}`, problem)];
    }),
    ...pinnedKeyFaults(webhooks),
  ];
}

function pinnedKeyFaults({ jwks }: WebhooksBody): InvalidValue[] {
  try {
    if (jwks !== undefined) assertPublicKeys(jwks.keys);
    return [];
  } catch (error) {
    if (error instanceof PublicKeyUnusableError) return [inBody('/webhooks/jwks/keys', error.message)];
    throw error;
  }
}
