import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { type ClaimedDelivery, claimDueDeliveries } from '@adcp-orchestrator/ledger';
import { type Log, within } from '@adcp-orchestrator/platform';
import type { DeliverySender } from './delivery-sender';
import { FailingReceivers } from './failing-receivers';
import { InFlight } from './in-flight';

export interface NotifierOptions {
  pool: Pool;
  sender: Pick<DeliverySender, 'send'>;
  clock: Clock;
  log: Log;
  /** Deliveries under way at once in this process. */
  permits?: number;
  /** Of these, most for one subscription. */
  perSubscription?: number;
}

const PERMITS = 128;
const PER_SUBSCRIPTION = 48;
/** An attempt lasts at most 15 s, and recording it a few more: nobody else may send it meanwhile. */
const LEASE_SECONDS = 30;
const GRACE_MS = 17_000;
const AFTER_ABORT_MS = 5_000;
/** Permits that come free close together are filled with one claim. */
const REFILL_PAUSE_MS = 15;

/**
 * Sends what the gate decided to notify: at least once, never more at a time than it has
 * permits for, fair between subscriptions. Hints and the sweep only wake it; what is owed is always read from the rows.
 */
export class Notifier {
  private readonly inFlight: InFlight;
  private readonly failing = new FailingReceivers();
  private readonly aborted = new AbortController();
  private claiming: Promise<number> | null = null;
  private claimAgain = false;
  private refill: NodeJS.Timeout | null = null;
  private stopped = false;
  /** The subscription that the last claim's look ended at; null when the next begins with the first. */
  private walkedTo: string | null = null;

  constructor(private readonly options: NotifierOptions) {
    this.inFlight = new InFlight(options.permits ?? PERMITS);
  }

  get deliveriesInFlight(): number {
    return this.inFlight.size;
  }

  /**
   * Claims what is due as far as permits reach, and starts sending; returns when it is started, not when it is done.
   * @returns how many were claimed
   */
  wake(): Promise<number> {
    if (this.stopped) return Promise.resolve(0);
    if (this.claiming !== null) {
      // The claim that runs may have looked already: it looks once more when it is through.
      this.claimAgain = true;
      return this.claiming;
    }
    this.claiming = this.claimAll().finally(() => {
      this.claiming = null;
    });
    return this.claiming;
  }

  /** Nothing is claimed any more. */
  async stopClaiming(): Promise<void> {
    this.stopped = true;
    if (this.refill !== null) clearTimeout(this.refill);
    // A claim that failed has been reported to whoever woke us.
    await this.claiming?.catch(() => undefined);
  }

  /** Waits for the attempts under way, which are bounded; one that is cut off is recorded, and made again. */
  async finish(): Promise<void> {
    try {
      await within(this.drained(), GRACE_MS, 'finishing the deliveries');
    } catch {
      this.options.log.warn({ deliveries: this.inFlight.size }, 'deliveries are ended by the shutdown');
      this.aborted.abort(new Error('the process is stopping'));
      await within(this.drained(), AFTER_ABORT_MS, 'recording the ended deliveries');
    }
  }

  /** A claim that took longer than the shutdown waited for it brings work as well. */
  private async drained(): Promise<void> {
    await this.claiming?.catch(() => undefined);
    await this.inFlight.idle();
  }

  /** One claim looks at so many subscriptions only: while nothing is found, it goes on until all were looked at. */
  private async claimAll(): Promise<number> {
    let total = 0;
    let beganAnew = false;
    let lookedAtAll = false;
    do {
      // What was looked at before somebody woke us does not count.
      beganAnew = (beganAnew && !this.claimAgain) || this.walkedTo === null;
      this.claimAgain = false;
      const claimed = await this.claimOnce();
      total += claimed;
      lookedAtAll = beganAnew && this.walkedTo === null;
      // Fairness may have left something: a moment later there is more to claim together.
      if (claimed > 0) this.refillSoon();
    } while (this.shallClaimAgain(total === 0 && !lookedAtAll));
    return total;
  }

  /** Somebody woke us while the claim ran, or there is more to look at. */
  private shallClaimAgain(hasMore: boolean): boolean {
    return (this.claimAgain || hasMore) && this.mayClaim();
  }

  /** Asked again after every wait: a stop may have come meanwhile. */
  private mayClaim(): boolean {
    return !this.stopped && this.inFlight.free > 0;
  }

  private async claimOnce(): Promise<number> {
    if (!this.mayClaim()) return 0;
    const { pool, clock, perSubscription = PER_SUBSCRIPTION } = this.options;
    const { deliveries: claimed, walkedTo } = await claimDueDeliveries(pool, {
      limit: this.inFlight.free,
      perSubscription,
      busy: this.inFlight.bySubscription(),
      failing: this.failing.all,
      failingLimit: this.permitsForFailing(),
      leaseSeconds: LEASE_SECONDS,
      now: clock.now(),
      after: this.walkedTo,
    });
    this.walkedTo = walkedTo;
    for (const delivery of claimed) {
      this.inFlight.run(
        delivery,
        () => this.send(delivery),
        () => {
          this.refillSoon();
        },
      );
    }
    return claimed.length;
  }

  /** A quarter of all permits, less what they hold: receivers that hang can never take the rest. */
  private permitsForFailing(): number {
    const busy = this.inFlight.bySubscription();
    let held = 0;
    for (const id of this.failing.all) held += busy.get(id) ?? 0;
    return Math.max(0, Math.ceil(this.inFlight.permits / 4) - held);
  }

  private async send(delivery: ClaimedDelivery): Promise<void> {
    try {
      const delivered = await this.options.sender.send(delivery, this.aborted.signal);
      this.failing.note(delivery.subscriptionId, delivered);
    } catch (error) {
      this.options.log.error(
        { err: error, delivery: delivery.id },
        'an attempt could not be recorded; the delivery is sent again when its lease ends',
      );
    }
  }

  private refillSoon(): void {
    if (this.stopped || this.refill !== null) return;
    this.refill = setTimeout(() => {
      this.refill = null;
      this.wake().catch((error: unknown) => {
        this.options.log.warn({ err: error }, 'claiming failed; the sweep tries again');
      });
    }, REFILL_PAUSE_MS);
  }
}
