import { createPublicKey } from 'node:crypto';
import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

/** Most keys that are read from one set. An agent needs two or three. */
export const MAX_KEYS = 50;
const MAX_KID_CHARACTERS = 256;
/** Members that only a private or a secret key has (RFC 7518). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A public JSON Web Key by which a webhook can be verified: Ed25519 or P-256. */
export interface PublicKey extends JsonObject {
  kid: string;
  kty: string;
}

export class PublicKeyUnusableError extends Error {
  override readonly name = 'PublicKeyUnusableError';
}

/**
 * Checks keys that a desk pins (AdCP 3.0 security, agent key publication).
 * @throws PublicKeyUnusableError that names the key and what is wrong with it
 */
export function assertPublicKeys(keys: readonly JsonObject[]): asserts keys is PublicKey[] {
  const kids = new Set<string>();
  for (const key of keys) {
    const problem = problemOf(key);
    if (problem !== null) throw new PublicKeyUnusableError(problem);
    const { kid } = key as PublicKey;
    if (kids.has(kid)) throw new PublicKeyUnusableError(`the kid "${kid}" stands there twice`);
    kids.add(kid);
  }
}

/**
 * Reads a fetched key set (RFC 7517). The set may serve other purposes too, so keys that cannot verify a webhook are
 * left out. A `kid` that stands there twice identifies nothing, so both are left out.
 * @throws PublicKeyUnusableError when it is no key set, or has more than 50 keys
 */
export function readKeySet(document: Json): Map<string, PublicKey> {
  const keys = isJsonObject(document) ? document.keys : undefined;
  if (!Array.isArray(keys)) throw new PublicKeyUnusableError('it has no array "keys"');
  if (keys.length > MAX_KEYS) {
    throw new PublicKeyUnusableError(`it has ${keys.length} keys; at most ${MAX_KEYS} are read`);
  }
  const byKid = new Map<string, PublicKey>();
  const twice = new Set<string>();
  for (const key of keys) {
    if (!isJsonObject(key) || problemOf(key) !== null) continue;
    const usable = key as PublicKey;
    if (byKid.has(usable.kid)) twice.add(usable.kid);
    byKid.set(usable.kid, usable);
  }
  for (const kid of twice) byKid.delete(kid);
  return byKid;
}

function problemOf(key: JsonObject): string | null {
  const { kid, kty, crv } = key;
  if (typeof kid !== 'string' || kid === '' || kid.length > MAX_KID_CHARACTERS) {
    return `a key has no "kid" of 1 to ${MAX_KID_CHARACTERS} characters`;
  }
  const hidden = PRIVATE_MEMBERS.find((member) => key[member] !== undefined);
  if (hidden !== undefined) {
    return `the key "${kid}" holds the private member "${hidden}": give the public key, and make a new pair, for this one is known now`;
  }
  if (!(kty === 'OKP' && crv === 'Ed25519') && !(kty === 'EC' && crv === 'P-256')) {
    return `the key "${kid}" is neither Ed25519 (kty OKP) nor P-256 (kty EC)`;
  }
  try {
    createPublicKey({ key: key as Record<string, string>, format: 'jwk' });
    return null;
  } catch {
    return `the key "${kid}" is no valid public key`;
  }
}
