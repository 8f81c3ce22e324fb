import { Webhook } from 'standardwebhooks';
import { signingKeyOf } from './signing-secret';

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  'webhook-id': string;
  /** Unix seconds of the attempt. */
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/**
 * Signs a notification (Standard Webhooks 1.0, `v1`): HMAC-SHA256 over `id.timestamp.body`.
 * @param id the event's, the same for every attempt
 * @param at the time of this attempt; each attempt is signed anew, to be within the receiver's tolerance
 * @throws SigningSecretInvalidError when the secret is not one
 */
export function signNotification(secret: string, id: string, at: Date, body: string): SignatureHeaders {
  const webhook = new Webhook(signingKeyOf(secret), { format: 'raw' });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, at, body),
  };
}
