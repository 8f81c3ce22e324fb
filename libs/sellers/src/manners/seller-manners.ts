import { type BulkheadPolicy, BulkheadRejectedError, TaskCancelledError, bulkhead } from 'cockatiel';
import { LRUCache } from 'lru-cache';
import type { Seller } from '@adcp-orchestrator/domain';
import type { SellerFault } from '../faults';
import type { CallManners } from '../mcp/call-manners';
import type { ToolReply } from '../mcp/tool-reply';
import type { CallBook } from './call-book';
import type { Circuits } from './circuits';
import { rateLimitFault } from './held-back';
import type { RateLimits } from './rate-limits';
import { signOf } from './sign-of-life';

export interface SellerMannersOptions {
  circuits: Circuits;
  limits: RateLimits;
  book: CallBook;
}

/** A submission that would wait longer than this gives its permit back. */
const SUBMIT_PATIENCE_MS = 2_000;
/** Questions may wait longer: they hold up only their own seller's turn. */
const ASK_PATIENCE_MS = 10_000;
const ASK_PATIENCE_MAX_MS = 105_000;
/** How many questions may wait for one seller in one process. */
const MAX_WAITING = 1_000;
const MAX_REMEMBERED = 10_000;
/** After how many seconds to ask again when no place to wait is free. */
const CROWDED_SECONDS = 5;

/**
 * How we behave towards sellers. Nobody is called whose circuit is open, and no seller is called faster, or more often
 * at once, than its limits allow. Questions are admitted here. A call that books is admitted by `admit` before its
 * start is committed, because a refusal after that would cost an attempt. Once committed, it is made whatever happens.
 */
export class SellerManners implements CallManners {
  private readonly bulkheads = new LRUCache<string, BulkheadPolicy>({ max: MAX_REMEMBERED });

  constructor(private readonly options: SellerMannersOptions) {}

  async admit(seller: Seller, signal: AbortSignal, ping: () => Promise<ToolReply>): Promise<SellerFault | null> {
    return this.admitWithin(SUBMIT_PATIENCE_MS, seller, signal, ping);
  }

  async admitsAtOnce(seller: Seller): Promise<boolean> {
    return seller.limits.requestsPerSecond === null && this.options.circuits.isClosed(seller);
  }

  async around(
    seller: Seller,
    { mutating, signal }: { mutating: boolean; signal: AbortSignal },
    call: () => Promise<ToolReply>,
    ping: () => Promise<ToolReply>,
  ): Promise<ToolReply> {
    if (mutating) return this.watch(seller, call);
    try {
      return await this.bulkheadOf(seller).execute(async () => {
        const fault = await this.admitWithin(askPatience(seller), seller, signal, ping);
        return fault === null ? this.watch(seller, call) : { ok: false, fault, durationMs: 0 };
      }, signal);
    } catch (error) {
      if (error instanceof TaskCancelledError || error instanceof BulkheadRejectedError) {
        return { ok: false, fault: rateLimitFault(seller, CROWDED_SECONDS), durationMs: 0 };
      }
      throw error;
    }
  }

  private async watch(seller: Seller, call: () => Promise<ToolReply>): Promise<ToolReply> {
    const reply = await this.options.circuits.watch(seller, call);
    this.options.book.enter(seller, signOf(reply), reply);
    return reply;
  }

  private async admitWithin(
    patienceMs: number,
    seller: Seller,
    signal: AbortSignal,
    ping: () => Promise<ToolReply>,
  ): Promise<SellerFault | null> {
    const { circuits, limits, book } = this.options;
    const closed = await circuits.admit(seller, async () => {
      const reply = await ping();
      book.enter(seller, signOf(reply), reply);
      return reply;
    });
    if (closed !== null) return closed;
    const waitSeconds = await limits.take(seller, patienceMs, signal);
    return waitSeconds === 0 ? null : rateLimitFault(seller, waitSeconds);
  }

  private bulkheadOf(seller: Seller): BulkheadPolicy {
    const { maxConcurrency } = seller.limits;
    const key = `${seller.tenantId}/${seller.id}/${maxConcurrency}`;
    let known = this.bulkheads.get(key);
    if (known === undefined) {
      known = bulkhead(maxConcurrency, MAX_WAITING);
      this.bulkheads.set(key, known);
    }
    return known;
  }
}

/**
 * How long a question may wait. Two questions that belong together, such as a list and a look at one of its items, must
 * both fit, however low the rate.
 */
function askPatience({ limits: { requestsPerSecond } }: Seller): number {
  if (requestsPerSecond === null) return ASK_PATIENCE_MS;
  return Math.min(ASK_PATIENCE_MAX_MS, Math.max(ASK_PATIENCE_MS, 1_050 / requestsPerSecond));
}
