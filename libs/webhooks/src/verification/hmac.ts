import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature holds for this many seconds before and after its timestamp. */
export const HMAC_WINDOW_SECONDS = 300;

const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** What a request claims: its two headers and its raw bytes. */
export interface HmacClaim {
  /** `X-ADCP-Signature`. */
  signature: string | null;
  /** `X-ADCP-Timestamp`, Unix seconds. */
  timestamp: string | null;
  rawBody: Buffer;
}

/** The header value for a body: `sha256=` and the hex of HMAC-SHA256 over `timestamp + "." + raw body`. */
export function hmacSignature(secret: string, timestamp: string, rawBody: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest('hex')}`;
}

/** @returns whether the timestamp is Unix seconds within the window around `now` */
export function isTimely(timestamp: string | null, now: Date): boolean {
  if (timestamp === null || !TIMESTAMP.test(timestamp)) return false;
  return Math.abs(Math.floor(now.getTime() / 1000) - Number(timestamp)) <= HMAC_WINDOW_SECONDS;
}

/**
 * Verifies the legacy HMAC of AdCP webhooks (AdCP 3.0 security, HMAC-SHA256) over the raw bytes, in constant time.
 * @param secrets the seller's; while one is being replaced there are two, and either is enough
 */
export function verifyHmac(secrets: readonly string[], claim: HmacClaim, now: Date): boolean {
  const { signature, timestamp, rawBody } = claim;
  if (signature === null || timestamp === null || !isTimely(timestamp, now) || !SIGNATURE.test(signature)) return false;
  const given = Buffer.from(signature);
  let matches = false;
  for (const secret of secrets) {
    matches = timingSafeEqual(given, Buffer.from(hmacSignature(secret, timestamp, rawBody))) || matches;
  }
  return matches;
}
