import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const MIN_BYTES = 24;
const MAX_BYTES = 64;
const NEW_BYTES = 32;

export class SigningSecretInvalidError extends Error {
  override readonly name = 'SigningSecretInvalidError';
}

/** @returns a new random secret in the form of Standard Webhooks: `whsec_` and base64 */
export function createSigningSecret(): string {
  return PREFIX + randomBytes(NEW_BYTES).toString('base64');
}

/**
 * Reads a subscription's signing secret (Standard Webhooks, symmetric secrets).
 * @returns the key
 * @throws SigningSecretInvalidError unless it is base64 of 24 to 64 bytes, with or without `whsec_`
 */
export function signingKeyOf(secret: string): Uint8Array {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = Buffer.from(text, 'base64');
  // Node's decoder skips what is not base64. So only a text that comes back the same was base64.
  const isBase64 = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  if (!isBase64 || key.length < MIN_BYTES || key.length > MAX_BYTES) {
    throw new SigningSecretInvalidError(
      `the signing secret must be "${PREFIX}" and base64 of ${MIN_BYTES} to ${MAX_BYTES} bytes: make one with \`echo ${PREFIX}$(openssl rand -base64 ${NEW_BYTES})\``,
    );
  }
  return key;
}
