import type { Pool } from 'pg';
import { type Clock, type Operation, sellerKey } from '@adcp-orchestrator/domain';
import { type ClaimedOperation, type OperationRef, claimDue, renewLeases } from '@adcp-orchestrator/ledger';
import {
  type Log,
  evidenceSeconds,
  finishCallsSeconds,
  inLeg,
  longestCallSeconds,
  tellStarter,
  underTimeLimit,
} from '@adcp-orchestrator/platform';
import { type HintStory, type InFlight, Pump, type Swept } from '@adcp-orchestrator/queues';
import type { ReadyCall } from '../sending/call-preparer';
import type { OperationSender } from '../sending/operation-sender';
import { patiently } from '../sending/patiently';
import { HeldOperations } from './held-operations';
import type { UnderWay } from './turn';

export interface SubmitterOptions {
  pool: Pool;
  sender: Pick<OperationSender, 'readyCall' | 'send' | 'handBack'>;
  clock: Clock;
  log: Log;
  owner: string;
  leaseSeconds: number;
  callTimeoutSeconds: number;
  /** Calls under way at once in this process. */
  permits?: number;
  /** Told of each operation that was taken over from a worker whose lease had run out. */
  onTakeover?: (operation: Operation) => void;
}

const PERMITS = 128;
const AFTER_ABORT_MS = 4_000;
/** Whoever waits for a shutdown is told this often what it waits for. */
const TELL_EVERY_MS = 5_000;
const REFILL_PAUSE_MS = 25;

/**
 * Claims due operations, fair between sellers. Keeps their calls going, and renews their leases while the calls run.
 */
export class Submitter {
  private readonly pump: Pump<ClaimedOperation<ReadyCall>>;
  private readonly held = new HeldOperations();
  private renewal: NodeJS.Timeout | null = null;

  constructor(private readonly options: SubmitterOptions) {
    this.pump = new Pump({
      permits: options.permits ?? PERMITS,
      refillPauseMs: REFILL_PAUSE_MS,
      claim: (inFlight) => this.claim(inFlight),
      whom: ({ operation }) => sellerKey(operation),
      work: (claimed) =>
        this.held.during(claimed.operation, () =>
          inLeg(
            () => ({ name: `submit ${claimed.operation.type}`, operations: [claimed.operation] }),
            () => this.send(claimed),
          ),
        ),
      lateMs: (claimed) => this.lateMsOf(claimed),
      log: options.log,
    });
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
    return this.pump.size;
  }

  /** As `Pump.wake`. */
  wake(): Promise<number> {
    return this.pump.wake();
  }

  /** As `Pump.sweep`. */
  sweep(): Promise<Swept> {
    return this.pump.sweep();
  }

  /** As `Pump.look`. */
  look(): Promise<HintStory> {
    return this.pump.look();
  }

  /** No claim and no call is started any more. Claims that have not started are handed back. */
  stopClaiming(): Promise<void> {
    return this.pump.stop();
  }

  /**
   * Waits for the calls under way, each of which ends within its own limit. Their leases are renewed meanwhile.
   * @param hurry ends the calls at once; what they may have done is then in doubt, or whoever takes over reconciles it
   */
  async finish(hurry?: AbortSignal): Promise<void> {
    const { log, callTimeoutSeconds } = this.options;
    const telling = setInterval(() => {
      this.tellWaiting();
    }, TELL_EVERY_MS);
    this.tellWaiting();
    try {
      await this.pump.end({
        graceMs: finishCallsSeconds(callTimeoutSeconds) * 1000,
        abortedMs: AFTER_ABORT_MS,
        hurry,
        onAbort: () => {
          log.warn(
            this.held.lastUnderWay(),
            'the calls under way are ended: what cannot be proved of them is in doubt',
          );
        },
      });
    } catch (error) {
      log.error(
        { err: error, operations: this.held.refs.map(({ id }) => id) },
        'left to be taken over when their leases end',
      );
    } finally {
      clearInterval(telling);
      if (this.renewal !== null) clearInterval(this.renewal);
    }
  }

  private tellWaiting(): void {
    const { calls, seconds } = this.held.lastUnderWay();
    if (calls === 0) return;
    const which = calls === 1 ? '1 call at a publisher' : `${calls} calls at publishers`;
    const message = `waiting for ${which}, at most ${seconds} s; Ctrl-C again ends ${calls === 1 ? 'it as a doubt' : 'them as doubts'}`;
    this.options.log.info({ calls, seconds }, message);
    tellStarter({ kind: 'waiting', message });
  }

  private async claim(inFlight: InFlight): Promise<ClaimedOperation<ReadyCall>[]> {
    const { pool, sender, owner, leaseSeconds, clock, log } = this.options;
    const claimed = await claimDue(pool, {
      limit: inFlight.free,
      owner,
      leaseSeconds,
      now: clock.now(),
      busy: inFlight.byWhom(),
      // A started call must be made. Nobody here would make the call of an operation that is still held.
      readyCall: async (due) => (this.pump.isStopped || this.held.has(due.operation.id) ? null : sender.readyCall(due)),
      patiently: (write) => patiently(write, log, { what: 'claim' }),
    });
    const fresh: ClaimedOperation<ReadyCall>[] = [];
    for (const one of claimed) {
      const { id } = one.operation;
      if (one.formerOwner !== null && one.formerOwner !== owner) this.options.onTakeover?.(one.operation);
      // This process still works on the operation that it has just claimed. Either the lease of that call had run out
      // (the database was away, say), and the call goes on. Or the call has ended, to be sent again, and we have not
      // heard of that yet. Either way nobody here would work under the new lease, so it is handed back.
      if (this.held.has(id)) this.held.afterwards(id, () => this.handBack(one.operation));
      else fresh.push(one);
    }
    return fresh;
  }

  /** What a worker was lost with has had its hint. */
  private lateMsOf({ operation: { dueAt }, formerOwner }: ClaimedOperation<ReadyCall>): number {
    return dueAt === null || formerOwner !== null ? 0 : this.options.clock.now().getTime() - dueAt.getTime();
  }

  private async send(claimed: ClaimedOperation<ReadyCall>): Promise<void> {
    const { sender, log, callTimeoutSeconds } = this.options;
    const { id } = claimed.operation;
    const seconds: Readonly<Record<UnderWay, number>> = {
      call: callTimeoutSeconds,
      work: longestCallSeconds(callTimeoutSeconds),
      evidence: evidenceSeconds(callTimeoutSeconds),
    };
    // The dialects' own limits are shorter. Only a dialect that forgets its limit meets this one.
    const limitMs = (seconds.work + seconds.evidence) * 1000;
    const underWay = (what: UnderWay): void => {
      this.held.underWay(id, seconds[what]);
    };
    const stopping = (): boolean => this.pump.isStopped;
    try {
      await underTimeLimit(this.pump.signal, limitMs, (signal) => sender.send(claimed, { stopping, signal, underWay }));
    } catch (error) {
      log.error({ err: error, operation: id }, 'sending ended with an error; a worker takes over when the lease ends');
    }
    // A turn that changed nothing keeps its lease: this is the pause before the next turn. When the process stops,
    // nobody should wait for that.
    if (stopping()) await this.handBack(claimed.operation);
  }

  private async handBack({ tenantId, id }: OperationRef): Promise<void> {
    try {
      await this.options.sender.handBack({ tenantId, id });
    } catch (error) {
      this.options.log.warn({ err: error, operation: id }, 'a lease could not be handed back; it ends by itself');
    }
  }

  private async renew(): Promise<void> {
    const { pool, owner, leaseSeconds, log } = this.options;
    const operations = this.held.refs;
    if (operations.length === 0) return;
    try {
      const kept = await renewLeases(pool, owner, operations, leaseSeconds);
      const lost = operations.map(({ id }) => id).filter((id) => !kept.has(id) && this.held.has(id));
      // The answers of these calls are still welcome: only starting a call needs the lease.
      if (lost.length > 0) log.info({ operations: lost }, 'leases have ended, or somebody else holds them');
    } catch (error) {
      log.warn({ err: error, leases: operations.length }, 'leases could not be renewed');
    }
  }
}
