import { createHash } from 'node:crypto';
import { createWebhookEmitter, type WebhookEmitParams, type WebhookEmitResult } from '@adcp/sdk/server';
import type { WebhookScript } from '../scenarios/scenario';
import type { JsonObject, PushConfig, SellerSettings } from '../state/records';
import { pause, Tampering, webhookFetch } from './http';
import type { SigningKey } from './signing-key';

type Authentication = NonNullable<WebhookEmitParams['authentication']> | null;

/** How a webhook proves its sender. */
export interface Proof {
  name: string;
  authentication: Authentication;
  tampering: Tampering;
}

/** The proof for one delivery: as the scenario wants it, or else as agreed in `push_notification_config`. */
export function proofOf(script: WebhookScript, push: PushConfig, settings: SellerSettings): Proof {
  const agreed = push.scheme === 'HMAC-SHA256' ? 'hmac' : push.scheme === 'Bearer' ? 'bearer' : 'rfc9421';
  const spoiled = script.mode === 'unsigned' || script.mode === 'bad_signature';
  const mode = script.mode === undefined || spoiled ? agreed : script.mode;
  const secret = push.credentials ?? settings.webhook.secret;
  const tampering =
    script.mode === 'unsigned'
      ? Tampering.removed
      : script.mode === 'bad_signature'
        ? Tampering.broken
        : Tampering.none;
  const authentication: Authentication =
    mode === 'hmac' ? { type: 'hmac_sha256', secret } : mode === 'bearer' ? { type: 'bearer', token: secret } : null;
  return { name: spoiled ? `${mode} (${script.mode})` : mode, authentication, tampering };
}

/** The same event keeps its key over retries, duplicates and restarts, because the key is made from the event. */
const deliveryKeys = {
  get: (event: string) => `evt_${createHash('sha256').update(event).digest('hex').slice(0, 32)}`,
  set: () => undefined,
};

/** Sends one event with the SDK's emitter, which signs, keeps the key and retries as the protocol says. */
export function emitAdcpWebhook(
  key: SigningKey,
  closing: AbortSignal,
  proof: Proof,
  delivery: { url: string; event: string; payload: JsonObject },
): Promise<WebhookEmitResult> {
  const emitter = createWebhookEmitter({
    signerKey: key.signer,
    idempotencyKeyStore: deliveryKeys,
    retries: { maxAttempts: 4, initialDelayMs: 500, maxDelayMs: 5000 },
    fetch: webhookFetch(closing, proof.tampering),
    sleep: (ms) => pause(ms, closing),
    userAgent: 'adcp-sandbox-seller',
    suppressLegacyWarnings: true,
  });
  return emitter.emit({
    url: delivery.url,
    payload: delivery.payload,
    operation_id: delivery.event,
    authentication: proof.authentication,
  });
}
