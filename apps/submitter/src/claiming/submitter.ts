import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { type ClaimedOperation, type OperationRef, claimDue, renewLeases } from '@adcp-orchestrator/ledger';
import {
  type Log,
  evidenceSeconds,
  followSignal,
  longestCallSeconds,
  tellStarter,
  underTimeLimit,
  within,
} from '@adcp-orchestrator/platform';
import type { OperationSender } from '../sending/operation-sender';
import { InFlight } from './in-flight';
import type { UnderWay } from './turn';

export interface SubmitterOptions {
  pool: Pool;
  sender: Pick<OperationSender, 'send' | 'handBack'>;
  clock: Clock;
  log: Log;
  owner: string;
  leaseSeconds: number;
  callTimeoutSeconds: number;
  /** Calls under way at once in this process. */
  permits?: number;
}

const PERMITS = 128;
const AFTER_ABORT_MS = 4_000;
/** Who waits for a shutdown is told this often what for. */
const TELL_EVERY_MS = 5_000;
/** Permits that come free close together are filled with one claim. */
const REFILL_PAUSE_MS = 25;

/**
 * Claims due operations and keeps their calls going: never more than it has free
 * permits for, fair between sellers, with leases renewed while the calls run. Hints and the sweep only wake it; what
 * there is to do is always read from the rows.
 */
export class Submitter {
  private readonly inFlight: InFlight;
  private readonly aborted = new AbortController();
  private claiming: Promise<number> | null = null;
  private claimAgain = false;
  private refill: NodeJS.Timeout | null = null;
  private renewal: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly options: SubmitterOptions) {
    this.inFlight = new InFlight(options.permits ?? PERMITS);
  }

  start(): void {
    this.renewal = setInterval(
      () => {
        void this.renew();
      },
      (this.options.leaseSeconds * 1000) / 3,
    );
  }

  get callsInFlight(): number {
    return this.inFlight.size;
  }

  /**
   * Claims what is due as far as permits reach, and starts the calls; returns when they are started, not when done.
   * @returns how many were claimed
   */
  async wake(): Promise<number> {
    if (this.stopped) return 0;
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

  /** No claim and no call is started any more; unstarted claims are handed back. */
  async stopClaiming(): Promise<void> {
    this.stopped = true;
    if (this.refill !== null) clearTimeout(this.refill);
    await this.claiming?.catch(() => undefined);
  }

  /**
   * Waits for the calls under way, each of which ends within its own limit; their leases are renewed meanwhile.
   * @param hurry ends them at once: what they may have done is then in doubt, or reconciled by whoever takes over
   */
  async finish(hurry: AbortSignal = new AbortController().signal): Promise<void> {
    const over = this.drained();
    const telling = setInterval(() => {
      this.tellWaiting();
    }, TELL_EVERY_MS);
    this.tellWaiting();
    let unfollow = (): void => undefined;
    const hurried = new Promise<void>((resolve) => {
      unfollow = followSignal(hurry, resolve);
    });
    try {
      await Promise.race([over, hurried]);
      if (hurry.aborted) await this.endCalls(over);
    } finally {
      unfollow();
      clearInterval(telling);
      if (this.renewal !== null) clearInterval(this.renewal);
    }
  }

  private async endCalls(over: Promise<void>): Promise<void> {
    const { log } = this.options;
    log.warn(this.inFlight.lastUnderWay(), 'the calls under way are ended: what cannot be proved of them is in doubt');
    this.aborted.abort(new Error('the process is stopping'));
    await within(over, AFTER_ABORT_MS, 'recording the ended calls').catch((error: unknown) => {
      log.error({ err: error, operations: this.inFlight.ids }, 'left to be taken over when their leases end');
    });
  }

  private tellWaiting(): void {
    const { calls, seconds } = this.inFlight.lastUnderWay();
    if (calls === 0) return;
    const which = calls === 1 ? '1 call at a publisher' : `${calls} calls at publishers`;
    const message = `waiting for ${which}, at most ${seconds} s; Ctrl-C again ends ${calls === 1 ? 'it as a doubt' : 'them as doubts'}`;
    this.options.log.info({ calls, seconds }, message);
    tellStarter({ kind: 'waiting', message });
  }

  /** A claim that took longer than the shutdown waited for it brings work as well: it is handed back, not left behind. */
  private async drained(): Promise<void> {
    await this.claiming?.catch(() => undefined);
    await this.inFlight.idle();
  }

  private async claimAll(): Promise<number> {
    let total = 0;
    do {
      this.claimAgain = false;
      const claimed = await this.claimOnce();
      total += claimed;
      // Fairness may have left something: a moment later there is more to claim together.
      if (claimed > 0) this.refillSoon();
    } while (this.shallClaimAgain());
    return total;
  }

  /** Somebody woke us while the claim ran. */
  private shallClaimAgain(): boolean {
    return this.claimAgain && this.mayClaim();
  }

  /** Asked again after every wait: a stop may have come meanwhile. */
  private mayClaim(): boolean {
    return !this.stopped && this.inFlight.free > 0;
  }

  private async claimOnce(): Promise<number> {
    if (!this.mayClaim()) return 0;
    const { pool, owner, leaseSeconds, clock } = this.options;
    const claimed = await claimDue(pool, {
      limit: this.inFlight.free,
      owner,
      leaseSeconds,
      now: clock.now(),
      busy: this.inFlight.bySeller(),
    });
    for (const one of claimed) {
      const { id } = one.operation;
      if (this.inFlight.has(id)) {
        // The lease of a call under way had run out (the database was away, say), and the call goes on; or the call has just
        // ended, to be sent again, and we have not heard of that yet. Then nobody would work under this lease.
        this.inFlight.afterwards(id, () => this.handBack(one.operation));
        continue;
      }
      this.inFlight.run(
        one.operation,
        () => this.send(one),
        () => {
          this.refillSoon();
        },
      );
    }
    return claimed.length;
  }

  private async send(claimed: ClaimedOperation): Promise<void> {
    const { sender, log, callTimeoutSeconds } = this.options;
    const { id } = claimed.operation;
    const seconds: Readonly<Record<UnderWay, number>> = {
      call: callTimeoutSeconds,
      work: longestCallSeconds(callTimeoutSeconds),
      evidence: evidenceSeconds(callTimeoutSeconds),
    };
    // Above the dialects' own limits: only a dialect that forgets its time limit meets this one.
    const limitMs = (seconds.work + seconds.evidence) * 1000;
    const underWay = (what: UnderWay): void => {
      this.inFlight.underWay(id, seconds[what]);
    };
    try {
      await underTimeLimit(this.aborted.signal, limitMs, (signal) =>
        sender.send(claimed, { stopping: () => this.stopped, signal, underWay }),
      );
    } catch (error) {
      log.error({ err: error, operation: id }, 'sending ended with an error; it is taken over when its lease ends');
    }
    // A turn that changed nothing keeps its lease, as the pause before the next one. Nobody waits for a process that is gone.
    if (this.stopped) await this.handBack(claimed.operation);
  }

  private async handBack({ tenantId, id }: OperationRef): Promise<void> {
    try {
      await this.options.sender.handBack({ tenantId, id });
    } catch (error) {
      this.options.log.warn({ err: error, operation: id }, 'a lease could not be handed back; it ends by itself');
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

  private async renew(): Promise<void> {
    const { pool, owner, leaseSeconds, log } = this.options;
    const operations = this.inFlight.held;
    if (operations.length === 0) return;
    try {
      const held = await renewLeases(pool, owner, operations, leaseSeconds);
      const lost = operations.map(({ id }) => id).filter((id) => !held.has(id) && this.inFlight.has(id));
      // Their answers are welcome all the same: only starting a call needs the lease.
      if (lost.length > 0) log.info({ operations: lost }, 'leases that have ended, or are held by somebody else');
    } catch (error) {
      log.warn({ err: error, leases: operations.length }, 'leases could not be renewed');
    }
  }
}
