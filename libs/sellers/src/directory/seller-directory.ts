import type { Pool } from 'pg';
import type { Clock, DialectName, Seller, SellerDialect } from '@adcp-orchestrator/domain';
import { type SellerRef, readSeller, saveCapabilities, sellerKey } from '@adcp-orchestrator/ledger';
import type { Log, SecretBox } from '@adcp-orchestrator/platform';
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
}

/** What a seller says of itself is asked again after an hour. */
const CAPABILITIES_MAX_AGE_MS = 3_600_000;
const CAPABILITIES_LIMIT_MS = 15_000;
/** One that could not tell is not asked before every call. */
const PAUSE_AFTER_FAILURE_MS = 30_000;

/**
 * Sellers as the workers need them: read afresh each time (a changed credential counts at once), opened, and with
 * capabilities that are at most an hour old when the seller answers.
 */
export class SellerDirectory {
  private readonly asking = new Map<string, Promise<void>>();
  private readonly askedInVainAt = new Map<string, number>();

  constructor(private readonly options: SellerDirectoryOptions) {}

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
    const row = await readSeller(this.options.pool, ref);
    if (row === null) throw new SellerUnknownError(`there is no seller "${ref.sellerId}"`);
    const age =
      row.capabilities_at === null ? Infinity : this.options.clock.now().getTime() - row.capabilities_at.getTime();
    return {
      seller: openSeller(row, this.options.box),
      dialect: this.options.dialectOf(row.dialect),
      stale: row.deleted_at === null && (row.capabilities === null || age > CAPABILITIES_MAX_AGE_MS),
    };
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
      await saveCapabilities(this.options.pool, ref, capabilities, this.options.clock.now());
    } catch (error) {
      this.askedInVainAt.set(key, Date.now());
      this.options.log.warn({ err: error, seller: ref.sellerId }, 'the seller did not tell what it can do');
    }
  }
}
