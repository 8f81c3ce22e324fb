import { LRUCache } from 'lru-cache';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { IPv6, isValid, parse } from 'ipaddr.js';
import type { Log } from '@adcp-orchestrator/platform';

/** Failed keys of one address in one minute. */
export const MAX_FAILED_KEYS = 10;
export const FAILED_KEYS_SECONDS = 60;
const WINDOW_MS = FAILED_KEYS_SECONDS * 1_000;
/** Most addresses in memory. The one unused for longest is forgotten first. */
const MAX_ADDRESSES = 20_000;
/** An IPv6 network of one customer. Whoever has one has all its addresses. */
const CUSTOMER_BYTES = 8;

/** Too many keys of this address were wrong. */
export class FailedKeysExceededError extends Error {
  override readonly name = 'FailedKeysExceededError';

  constructor(readonly retryAfterSeconds: number) {
    super(`more than ${MAX_FAILED_KEYS} unknown keys came from this address in a minute`);
  }
}

interface Attempts {
  failed: number;
  until: number;
  inFlight: number;
  waiting: (() => void)[];
}

export interface FailedKeysOptions {
  /** Counts over all replicas; null counts in this one alone. */
  shared: RateLimiterAbstract | null;
  log: Pick<Log, 'warn'>;
  monotonicMs?: () => number;
}

/**
 * Bounds what guessing keys costs the database. After ten failures in a minute from one address, further look-ups from
 * it are refused. Look-ups under way count as failures until they are answered, so that a thousand guesses at once are
 * ten look-ups too; who comes meanwhile waits for them.
 */
export class FailedKeys {
  private readonly addresses = new LRUCache<string, Attempts>({ max: MAX_ADDRESSES });
  private readonly monotonicMs: () => number;

  constructor(private readonly options: FailedKeysOptions) {
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /**
   * Does a look-up for an address.
   * @param look gives null when the key is unknown
   * @throws FailedKeysExceededError without looking, when too many failed; whatever the look-up throws
   */
  async guard<T>(address: string, look: () => Promise<T | null>): Promise<T | null> {
    const name = customerOf(address);
    let attempts = this.attemptsOf(name);
    while (attempts.failed + attempts.inFlight >= MAX_FAILED_KEYS) {
      if (attempts.failed >= MAX_FAILED_KEYS) {
        throw new FailedKeysExceededError(Math.ceil((attempts.until - this.monotonicMs()) / 1_000));
      }
      const { waiting } = attempts;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
      attempts = this.attemptsOf(name);
    }
    attempts.inFlight += 1;
    try {
      const found = await look();
      if (found === null) this.noteFailure(name, attempts);
      return found;
    } finally {
      attempts.inFlight -= 1;
      for (const goOn of attempts.waiting.splice(0)) goOn();
    }
  }

  private attemptsOf(name: string): Attempts {
    const now = this.monotonicMs();
    let attempts = this.addresses.get(name);
    if (attempts === undefined) {
      attempts = { failed: 0, until: now + WINDOW_MS, inFlight: 0, waiting: [] };
      this.addresses.set(name, attempts);
    } else if (now >= attempts.until) {
      attempts.failed = 0;
      attempts.until = now + WINDOW_MS;
    }
    return attempts;
  }

  private noteFailure(name: string, attempts: Attempts): void {
    attempts.failed += 1;
    // Nobody waits for the other replicas' count. What it tells is for the next attempt.
    this.options.shared?.consume(`//address/${name}`).catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) {
        attempts.failed = MAX_FAILED_KEYS;
        attempts.until = this.monotonicMs() + refusal.msBeforeNext;
      } else {
        this.options.log.warn({ err: refusal }, 'failed keys are counted in this process alone: the store is away');
      }
    });
  }
}

/** @returns what counts as one address: an IPv4 address as it is, and the network of an IPv6 one */
export function customerOf(address: string): string {
  if (!isValid(address)) return address;
  const given = parse(address);
  const plain = given instanceof IPv6 && given.isIPv4MappedAddress() ? given.toIPv4Address() : given;
  return plain instanceof IPv6 ? plain.toByteArray().slice(0, CUSTOMER_BYTES).join('.') : plain.toString();
}
