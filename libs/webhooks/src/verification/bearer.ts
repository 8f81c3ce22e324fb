import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

/**
 * Secrets are compared by digests under a key of this process. All digests have one length, so the time tells nothing.
 */
const processKey = randomBytes(32);

/** @returns the token of an `Authorization: Bearer` header; null when it is none */
export function bearerTokenOf(authorization: string | null): string | null {
  return authorization === null ? null : (BEARER.exec(authorization)?.[1] ?? null);
}

/** A key for looking a secret up in memory. The time of the look-up tells nothing about the secret. */
export function secretDigest(secret: string): Buffer {
  return createHmac('sha256', processKey).update(secret).digest();
}

/**
 * Verifies a bearer secret, in constant time.
 * @param secrets the seller's; while one is being replaced there are two, and either is enough
 */
export function verifyBearer(secrets: readonly string[], authorization: string | null): boolean {
  const token = bearerTokenOf(authorization);
  if (token === null) return false;
  const given = secretDigest(token);
  let matches = false;
  for (const secret of secrets) matches = timingSafeEqual(given, secretDigest(secret)) || matches;
  return matches;
}
