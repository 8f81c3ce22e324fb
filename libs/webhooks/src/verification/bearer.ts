import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

/** Secrets are compared by their digests under a key of this process: equal length, and nothing to measure. */
const processKey = randomBytes(32);

/** @returns the token of an `Authorization: Bearer` header; null when it is none */
export function bearerTokenOf(authorization: string | null): string | null {
  return authorization === null ? null : (BEARER.exec(authorization)?.[1] ?? null);
}

/** What a secret may be looked up by in memory without its comparison telling anything of it. */
export function secretDigest(secret: string): Buffer {
  return createHmac('sha256', processKey).update(secret).digest();
}

/**
 * Verifies a bearer secret, in constant time.
 * @param secrets the seller's; several while one is being replaced, each of which is enough
 */
export function verifyBearer(secrets: readonly string[], authorization: string | null): boolean {
  const token = bearerTokenOf(authorization);
  if (token === null) return false;
  const given = secretDigest(token);
  let matches = false;
  for (const secret of secrets) matches = timingSafeEqual(given, secretDigest(secret)) || matches;
  return matches;
}
