import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import {
  type Clock,
  type DialectName,
  type Seller,
  type SellerDialect,
  type SellerRef,
  type SendingPause,
  pauseOf,
  sellerKey,
} from '@adcp-orchestrator/domain';
import { type SellerWithSettings, readSellers, saveCapabilities } from '@adcp-orchestrator/ledger';
import { Batcher, type Log, type SecretBox } from '@adcp-orchestrator/platform';
import { openSeller } from '../credentials/open-seller';

export class SellerUnknownError extends Error {
  override readonly name = 'SellerUnknownError';
}

export interface SellerDirectoryOptions {
  pool: Pool;
  box: Pick<SecretBox, 'open'>;
  dialectOf: (name: DialectName) => SellerDialect;
  clock: Clock;
  log: Log;
}

/** A seller with the dialect that speaks to it. */
export interface KnownSeller {
  seller: Seller;
  dialect: SellerDialect;
  /** It was deleted. Its secrets are gone, and nothing is sent to it any more. */
  deleted: boolean;
  /** Nothing is sent to it meanwhile. It is still asked about what was sent. */
  pause: SendingPause | null;
}

/** Each process asks a seller again after an hour what it can do. */
const CAPABILITIES_MAX_AGE_MS = 3_600_000;
const CAPABILITIES_LIMIT_MS = 15_000;
/** A seller that could not tell is left alone for this long, instead of being asked before every call. */
const PAUSE_AFTER_FAILURE_MS = 30_000;
/** Sellers that are looked up together are read together: those of one claim, for example. */
const READ_GATHER_MS = 0;
const READ_MOST = 100;
/** How many sellers are remembered. A forgotten one costs a question. */
const MAX_REMEMBERED = 10_000;

/**
 * The sellers as the workers need them: secrets opened, capabilities at most an hour old if the seller answers. The row
 * is read anew each time, so a changed credential counts at once.
 *
 * Each process asks for itself, even if the row is fresh. Asking opens the session. Without that, the start of a call
 * that may book would be committed long before its bytes go out, and a process killed in between would leave the call
 * in doubt.
 */
export class SellerDirectory {
  private readonly asking = new Map<string, Promise<void>>();
  /** By seller and revision of its settings. */
  private readonly askedAt = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  private readonly askedInVainAt = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  private readonly reading: Batcher<SellerRef, SellerWithSettings | null>;

  constructor(private readonly options: SellerDirectoryOptions) {
    this.reading = new Batcher({
      name: 'read sellers',
      run: (refs) => readSellers(options.pool, refs),
      gatherMs: READ_GATHER_MS,
      most: READ_MOST,
    });
  }

  /**
   * Finds a seller. Asks it what it can do, when that is not known or older than an hour.
   * @throws SellerUnknownError when there is no such seller
   * @throws SecretOpenError when its secrets cannot be opened
   */
  async find(ref: SellerRef): Promise<KnownSeller> {
    const known = await this.read(ref);
    if (!this.isToBeAsked(ref, known)) return known;
    await this.refresh(ref, known);
    return this.read(ref);
  }

  /**
   * As `find`, for who cannot wait for a seller.
   * @returns null when the seller has to be asked first
   */
  async findAtOnce(ref: SellerRef): Promise<KnownSeller | null> {
    const known = await this.read(ref);
    return this.isToBeAsked(ref, known) ? null : known;
  }

  private async read(ref: SellerRef): Promise<KnownSeller & { stale: boolean }> {
    const row = await this.reading.add(ref);
    if (row === null) throw new SellerUnknownError(`there is no seller "${ref.sellerId}"`);
    const seller = openSeller(row, this.options.box);
    const askedAt = this.askedAt.get(settingsKey(seller)) ?? -Infinity;
    const asked = seller.capabilities !== null && Date.now() - askedAt < CAPABILITIES_MAX_AGE_MS;
    const deleted = row.deleted_at !== null;
    return {
      seller,
      dialect: this.options.dialectOf(row.dialect),
      deleted,
      pause: pauseOf({ seller: row.paused_at, tenant: row.tenant_paused_at }),
      stale: !deleted && !asked,
    };
  }

  private isToBeAsked(ref: SellerRef, { stale }: { stale: boolean }): boolean {
    if (!stale) return false;
    const failedAt = this.askedInVainAt.get(sellerKey(ref));
    return failedAt === undefined || Date.now() - failedAt > PAUSE_AFTER_FAILURE_MS;
  }

  /** One question serves all operations that wait for it. */
  private refresh(ref: SellerRef, known: KnownSeller): Promise<void> {
    const key = sellerKey(ref);
    let asking = this.asking.get(key);
    if (asking === undefined) {
      asking = this.ask(ref, known).finally(() => this.asking.delete(key));
      this.asking.set(key, asking);
    }
    return asking;
  }

  /** If the seller does not answer, the work goes on: a seller of unknown capabilities is treated as having none. */
  private async ask(ref: SellerRef, { seller, dialect }: KnownSeller): Promise<void> {
    const key = sellerKey(ref);
    try {
      const capabilities = await dialect.capabilities(seller, AbortSignal.timeout(CAPABILITIES_LIMIT_MS));
      this.askedInVainAt.delete(key);
      this.askedAt.set(settingsKey(seller), Date.now());
      await saveCapabilities(this.options.pool, ref, seller.revision, capabilities, this.options.clock.now());
    } catch (error) {
      this.askedInVainAt.set(key, Date.now());
      this.options.log.warn({ err: error, seller: ref.sellerId }, 'the seller did not tell what it can do');
    }
  }
}

function settingsKey({ tenantId, id, revision }: Seller): string {
  return `${tenantId}/${id}/${revision}`;
}
