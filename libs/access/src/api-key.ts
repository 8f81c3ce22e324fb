import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'adcp_';
const KEY_BYTES = 32;
/** Longest text that is looked up as a key. `BOOTSTRAP_API_KEY` may be any string, but not of any length. */
const MAX_KEY_LENGTH = 512;

/**
 * @returns a new key: 256 random bits, with a prefix by which secret scanners know it. It is shown once and never
 *   stored
 */
export function generateApiKey(): string {
  return PREFIX + randomBytes(KEY_BYTES).toString('base64url');
}

/**
 * The form in which a key is kept. The key is long and random, so a plain SHA-256 does not give it away, and a look-up
 * costs microseconds.
 */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** @returns whether the text can be a key at all; if not, it is refused without asking the database */
export function canBeApiKey(text: string): boolean {
  return text.length > 0 && text.length <= MAX_KEY_LENGTH;
}
