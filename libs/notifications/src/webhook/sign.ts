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
 * @param secrets each makes one signature: after a rotation, a receiver that knows either can verify
 * @param id the event's, the same for every attempt
 * @param at the time of this attempt; each attempt is signed anew, to be within the receiver's tolerance
 * @throws SigningSecretInvalidError when the secret is not one
 */
export function signNotification(secrets: readonly string[], id: string, at: Date, body: string): SignatureHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const hash = createHmac('sha256', signingKeyOf(secret)).update(`${id}.${timestamp}.${body}`);
    return `v1,${hash.digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
