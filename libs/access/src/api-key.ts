import { hash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const PREFIX = 'ado_';
const KEY_BYTES = 32;
/** Shorter texts were never given out as keys, nor taken as `BOOTSTRAP_API_KEY`. */
const MIN_KEY_LENGTH = 32;
/** Longest text that is looked up as a key. `BOOTSTRAP_API_KEY` may be any string, but not of any length. */
const MAX_KEY_LENGTH = 512;

/**
 * @param id the UUID of the key's row. Whoever finds the key in a log can name the row, and revoke it
 * @returns a new key, `ado_<id as 32 hex digits>_<256 random bits>`: the prefix tells secret scanners what it is. It is
 *   shown once and never stored
 */
export function generateApiKey(id: string = uuidv7()): string {
  return `${PREFIX}${id.replaceAll('-', '')}_${randomBytes(KEY_BYTES).toString('base64url')}`;
}

/**
 * The form in which a key is kept. The key is long and random, so a plain SHA-256 does not give it away, and a look-up
 * costs microseconds.
 */
export function hashApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** @returns whether the text can be a key at all; if not, it is refused without asking the database */
export function canBeApiKey(text: string): boolean {
  return text.length >= MIN_KEY_LENGTH && text.length <= MAX_KEY_LENGTH;
}
