import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import { parseStrictJson } from '../body/parse-strict-json';

export class RevocationListUnusableError extends Error {
  override readonly name = 'RevocationListUnusableError';
}

/** A list of revoked keys as its operator publishes it. */
export interface RevocationList {
  issuer: string;
  /** Milliseconds since 1970. */
  updated: number;
  nextUpdate: number;
  revokedKids: Set<string>;
  /** The signatures over the list; null for one that is not signed. */
  jws: { payload: string; signatures: { header: string; signature: string }[] } | null;
}

const MAX_REVOKED = 10_000;
const MAX_SIGNATURES = 5;

/**
 * Reads a revocation list (AdCP 3.0 security, revocation): signed, as a JWS in JSON serialisation, or bare, as
 * `@adcp/sdk` publishes it. Signatures are read here; the caller verifies them.
 * @throws RevocationListUnusableError when it is neither
 */
export function readRevocationList(document: Json): RevocationList {
  if (!isJsonObject(document)) throw new RevocationListUnusableError('it is no JSON object');
  const { payload } = document;
  if (typeof payload !== 'string') return { ...listOf(document), jws: null };
  const entries = Array.isArray(document.signatures) ? document.signatures : [document];
  const signatures = entries.slice(0, MAX_SIGNATURES).map(signatureOf);
  if (signatures.length === 0) throw new RevocationListUnusableError('it has no signature');
  return { ...listOf(parseStrictJson(Buffer.from(payload, 'base64url'))), jws: { payload, signatures } };
}

function signatureOf(entry: Json): { header: string; signature: string } {
  const { protected: header, signature } = isJsonObject(entry) ? entry : ({} as JsonObject);
  if (typeof header !== 'string' || typeof signature !== 'string') {
    throw new RevocationListUnusableError('a signature of it lacks "protected" or "signature"');
  }
  return { header, signature };
}

function listOf(list: Json): Omit<RevocationList, 'jws'> {
  if (!isJsonObject(list)) throw new RevocationListUnusableError('its payload is no JSON object');
  const { issuer, revoked_kids: kids } = list;
  if (typeof issuer !== 'string') throw new RevocationListUnusableError('it has no "issuer"');
  if (!Array.isArray(kids)) throw new RevocationListUnusableError('it has no array "revoked_kids"');
  if (kids.length > MAX_REVOKED) throw new RevocationListUnusableError(`it has more than ${MAX_REVOKED} keys`);
  if (!kids.every((kid) => typeof kid === 'string')) {
    throw new RevocationListUnusableError('its "revoked_kids" are not all texts');
  }
  const updated = timeOf(list, 'updated');
  const nextUpdate = timeOf(list, 'next_update');
  if (nextUpdate <= updated) throw new RevocationListUnusableError('its "next_update" is not after its "updated"');
  return { issuer, updated, nextUpdate, revokedKids: new Set(kids) };
}

function timeOf(list: JsonObject, name: string): number {
  const value = list[name];
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw new RevocationListUnusableError(`its "${name}" is no time`);
  return time;
}
