import { createHmac } from 'node:crypto';
import { signingKeyOf } from './signing-secret';

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  'webhook-id': string;
  /** Unix seconds of the attempt. */
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/**
 * Signs a notification (Standard Webhooks 1.0, `v1`): HMAC-SHA256 over `id.timestamp.body`. Node's own HMAC does it,
 * because the `standardwebhooks` library hashes in JavaScript: that took a tenth of the notifier's time. The library
 * verifies in the tests.
 * @param id the event's, the same for every attempt
 * @param at the time of this attempt; each attempt is signed anew, to be within the receiver's tolerance
 * @throws SigningSecretInvalidError when the secret is not one
 */
export function signNotification(secret: string, id: string, at: Date, body: string): SignatureHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', signingKeyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
