import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import {
  type Clock,
  type DialectName,
  type Seller,
  type SellerDialect,
  type SellerRef,
  sellerKey,
} from '@adcp-orchestrator/domain';
import { type SellerRow, readSellers, saveCapabilities } from '@adcp-orchestrator/ledger';
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
  /** Its secrets are gone, and nothing is sent to it any more. */
  deleted: boolean;
}

/** What a seller says of itself is asked again after an hour, by each process. */
const CAPABILITIES_MAX_AGE_MS = 3_600_000;
const CAPABILITIES_LIMIT_MS = 15_000;
/** One that could not tell is not asked before every call. */
const PAUSE_AFTER_FAILURE_MS = 30_000;
/** A claim's sellers are looked up together. */
const READ_GATHER_MS = 1;
const READ_MOST = 100;
/** Sellers remembered at once; one that is forgotten costs a question. */
const MAX_REMEMBERED = 10_000;

/**
 * Sellers as the workers need them: read afresh each time (a changed credential counts at once), opened, and with
 * capabilities that are at most an hour old when the seller answers.
 *
 * Each process asks for itself, also when the row is fresh: asking opens the session, so that the start of a call that
 * may book is not committed long before its bytes go out. A process killed in between would leave the call in doubt.
 */
export class SellerDirectory {
  private readonly asking = new Map<string, Promise<void>>();
  /** By seller and revision of its settings. */
  private readonly askedAt = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  private readonly askedInVainAt = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  private readonly reading: Batcher<SellerRef, SellerRow | null>;

  constructor(private readonly options: SellerDirectoryOptions) {
    this.reading = new Batcher({
      run: (refs) => readSellers(options.pool, refs),
      gatherMs: READ_GATHER_MS,
      most: READ_MOST,
    });
  }

  /**
   * @throws SellerUnknownError when there is no such seller
   * @throws SecretOpenError when its secrets cannot be opened
   */
  async find(ref: SellerRef): Promise<KnownSeller> {
    const known = await this.read(ref);
    if (!known.stale || !this.mayAsk(ref)) return known;
    await this.refresh(ref, known);
    return this.read(ref);
  }

  private async read(ref: SellerRef): Promise<KnownSeller & { stale: boolean }> {
    const row = await this.reading.add(ref);
    if (row === null) throw new SellerUnknownError(`there is no seller "${ref.sellerId}"`);
    const seller = openSeller(row, this.options.box);
    const askedAt = this.askedAt.get(settingsKey(seller)) ?? -Infinity;
    const asked = seller.capabilities !== null && Date.now() - askedAt < CAPABILITIES_MAX_AGE_MS;
    const deleted = row.deleted_at !== null;
    return { seller, dialect: this.options.dialectOf(row.dialect), deleted, stale: !deleted && !asked };
  }

  private mayAsk(ref: SellerRef): boolean {
    const failedAt = this.askedInVainAt.get(sellerKey(ref));
    return failedAt === undefined || Date.now() - failedAt > PAUSE_AFTER_FAILURE_MS;
  }

  /** Many operations of one seller wait for the same answer. */
  private refresh(ref: SellerRef, known: KnownSeller): Promise<void> {
    const key = sellerKey(ref);
    let asking = this.asking.get(key);
    if (asking === undefined) {
      asking = this.ask(ref, known).finally(() => this.asking.delete(key));
      this.asking.set(key, asking);
    }
    return asking;
  }

  /** Without an answer the work goes on: a seller of unknown capabilities is treated as having none. */
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
