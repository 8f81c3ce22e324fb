import { LRUCache } from 'lru-cache';
import type { FailedKeys } from './failed-keys';
import type { Principal } from './principal';

/** A revoked key, and a session that was ended elsewhere, stop working within this time. */
const KEEP_MS = 3_000;
/** Most secrets in memory. The one unused for longest is dropped first. */
const MAX_KEPT = 5_000;

interface Kept {
  principal: Promise<Principal | null>;
  until: number;
}

/**
 * Whose secrets were good lately. Good ones are kept for a few seconds, so that a busy desk does not cost a query per
 * request. Unknown ones are looked up each time, so that a new key works at once and guesses fill no memory.
 */
export class KnownPrincipals {
  private readonly kept = new LRUCache<string, Kept>({ max: MAX_KEPT });

  constructor(
    private readonly failures: FailedKeys,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /**
   * @param hash of the secret
   * @param address the client's. After too many unknown keys it may use only secrets that were good here lately
   * @param lookUp gives null when the secret is unknown
   * @throws FailedKeysExceededError; whatever the look-up throws
   */
  async find(hash: Buffer, address: string, lookUp: () => Promise<Principal | null>): Promise<Principal | null> {
    const name = hash.toString('base64');
    const now = this.monotonicMs();
    const known = this.kept.get(name);
    if (known !== undefined && now < known.until) return known.principal;
    const principal = known === undefined ? this.failures.guard(address, lookUp) : lookUp();
    this.kept.set(name, { principal, until: now + KEEP_MS });
    try {
      const found = await principal;
      if (found === null) this.kept.delete(name);
      return found;
    } catch (error) {
      this.kept.delete(name);
      throw error;
    }
  }

  /** Forgets a secret at once, in this process. */
  forget(hash: Buffer): void {
    this.kept.delete(hash.toString('base64'));
  }
}
