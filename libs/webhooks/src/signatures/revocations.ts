import { createPublicKey, verify } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { type Clock, type Json, type Seller, type WebhookKeys, isJsonObject } from '@adcp-orchestrator/domain';
import { parseStrictJson } from '../body/parse-strict-json';
import { DocumentCache } from '../documents/document-cache';
import { DocumentUnavailableError } from '../documents/document-unavailable';
import { fetchJson } from '../documents/fetch-json';
import type { SellerKeys } from './seller-keys';
import type { PublicKey } from './public-keys';
import { type RevocationList, readRevocationList } from './revocation-list';

/** The shortest and the longest time between two reads of a list (AdCP 3.0 security, polling cadence). */
const MIN_INTERVAL_SECONDS = 60;
const MAX_INTERVAL_SECONDS = 900;
/** Grace, in intervals of the list's own cadence. */
const GRACE_INTERVALS = 4;
/** Longest cadence that a list may set itself. */
const MAX_CADENCE_SECONDS = 1_800;
/** A list judges its own age. So the copy is kept for as long as any list could be good. */
const KEPT_SECONDS = (1 + GRACE_INTERVALS) * MAX_CADENCE_SECONDS;
const LIST_TYPE = 'adcp-gov-revocation+jws';

/** The revocation list is too old to tell whether a key still stands: nothing signed can be accepted now. */
export class RevocationListStaleError extends Error {
  override readonly name = 'RevocationListStaleError';
}

export interface RevocationsOptions {
  /** The guarded agent. */
  dispatcher: Dispatcher;
  keys: SellerKeys;
  clock: Clock;
}

/** Which signing keys sellers' operators have revoked, by the lists they publish. */
export class Revocations {
  private readonly lists: DocumentCache<RevocationList>;
  /** Lists whose signature was verified, with the key that verified it. */
  private readonly verified = new WeakMap<RevocationList, PublicKey>();

  constructor(private readonly options: RevocationsOptions) {
    const { dispatcher, clock } = options;
    this.lists = new DocumentCache({
      fetch: (url, etag) => fetchJson(dispatcher, url, etag),
      read: readRevocationList,
      clock,
      freshSeconds: ({ nextUpdate }, now) =>
        clamp((nextUpdate - now.getTime()) / 1000, MIN_INTERVAL_SECONDS, MAX_INTERVAL_SECONDS),
      staleSeconds: KEPT_SECONDS,
    });
  }

  /**
   * @returns whether the key is revoked; false for a seller without a list
   * @throws RevocationListStaleError when the list at hand is older than its grace, or no list can be had
   */
  async isRevoked(seller: Pick<Seller, 'agentUrl'>, keys: WebhookKeys, kid: string): Promise<boolean> {
    if (keys.revocationUri === null) return false;
    try {
      const { content: list } = (await this.lists.get(keys.revocationUri)).document;
      this.assertCurrent(keys.revocationUri, list);
      await this.assertGenuine(keys.revocationUri, list, (id) => this.options.keys.find(seller, keys, id));
      return list.revokedKids.has(kid);
    } catch (error) {
      if (!(error instanceof DocumentUnavailableError)) throw error;
      throw new RevocationListStaleError(`the revocation list is not usable: ${error.message}`, { cause: error });
    }
  }

  private assertCurrent(url: string, { issuer, updated, nextUpdate }: RevocationList): void {
    if (!URL.canParse(issuer) || new URL(issuer).origin !== new URL(url).origin) {
      throw new DocumentUnavailableError(url, `its issuer "${issuer.slice(0, 200)}" is not the origin it comes from`);
    }
    const cadence = clamp((nextUpdate - updated) / 1000, MIN_INTERVAL_SECONDS, MAX_CADENCE_SECONDS);
    // A list that dates its next edition too far ahead is held to the longest cadence there is.
    const due = Math.min(nextUpdate, updated + MAX_CADENCE_SECONDS * 1000);
    if (this.options.clock.now().getTime() > due + GRACE_INTERVALS * cadence * 1000) {
      throw new DocumentUnavailableError(url, `its next edition was due at ${new Date(due).toISOString()}`);
    }
  }

  private async assertGenuine(
    url: string,
    list: RevocationList,
    find: (kid: string) => Promise<PublicKey | null>,
  ): Promise<void> {
    if (list.jws === null) return;
    for (const { header, signature } of list.jws.signatures) {
      const kid = kidOf(header);
      const key = kid === null ? null : await find(kid);
      if (key === null) continue;
      if (this.verified.get(list) === key) return;
      const input = Buffer.from(`${header}.${list.jws.payload}`);
      if (isSignedBy(key, input, Buffer.from(signature, 'base64url'))) {
        this.verified.set(list, key);
        return;
      }
    }
    throw new DocumentUnavailableError(url, 'no key of the seller has signed it');
  }
}

/** The key that a protected header names; null when it is not the header of a revocation list. */
function kidOf(header: string): string | null {
  let value: Json;
  try {
    value = parseStrictJson(Buffer.from(header, 'base64url'));
  } catch {
    return null;
  }
  if (!isJsonObject(value) || value.typ !== LIST_TYPE || value.crit !== undefined) return null;
  return typeof value.kid === 'string' ? value.kid : null;
}

/** The key's own algorithm counts, whatever the header says. */
function isSignedBy(key: PublicKey, input: Buffer, signature: Buffer): boolean {
  const publicKey = createPublicKey({ key: key as Record<string, string>, format: 'jwk' });
  return key.kty === 'OKP'
    ? verify(null, input, publicKey, signature)
    : verify('sha256', input, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
