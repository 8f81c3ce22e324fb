import type { Pool } from 'pg';
import {
  type Answer,
  type Observation,
  type Operation,
  type OperationError,
  attemptOf,
  heldByPause,
  lostCallOf,
  mayGoOut,
  mayHaveBooked,
  needsEvidence,
} from '@adcp-orchestrator/domain';
import {
  type BatchingLedger,
  type CallStart,
  type ClaimedOperation,
  type DueOperation,
  type Observed,
  type OperationRef,
  releaseLeases,
  startCalls,
} from '@adcp-orchestrator/ledger';
import { Batcher, type Log, describeSpan } from '@adcp-orchestrator/platform';
import { type KnownSeller, type McpSessions, type SellerDirectory, heldBackAnswer } from '@adcp-orchestrator/sellers';
import type { Turn } from '../claiming/turn';
import { CallPreparer, type CallPreparerOptions, type ReadyCall } from './call-preparer';
import { isOurs, patiently } from './patiently';

export interface OperationSenderOptions extends CallPreparerOptions {
  pool: Pool;
  ledger: Pick<BatchingLedger, 'observe'>;
  directory: Pick<SellerDirectory, 'find' | 'findAtOnce'>;
  /** Says whether a seller may be called now. */
  sessions: Pick<McpSessions, 'admit' | 'admitsAtOnce'>;
  log: Log;
  /** Who holds the leases. */
  owner: string;
  leaseSeconds: number;
  /** Between tries while the database is away. */
  databasePausesMs?: readonly number[];
}

/** Calls that are ready within this many milliseconds are started by one commit. */
const START_GATHER_MS = 2;
/** Under load, such commits are at least this far apart. */
const BETWEEN_STARTS_MS = 25;
const START_MOST = 64;
/** What cannot be sent for a reason of ours is tried only this often. A person has to look. */
const OUR_FAULT_RETRY_SECONDS = 60;
/** What was claimed just before a pause is due again this soon. It then waits for the end of the pause, not for this. */
const PAUSE_RETRY_SECONDS = 1;

/**
 * Brings one claimed operation to its seller. The call is frozen and its start is committed first, with the claim
 * (`readyCall`) or after it, so that whoever takes over knows what may have happened. The danger here is a call that
 * goes out twice. So only two roads lead to `submit`: a first call, and the same bytes and key while the seller promises
 * to recognise them.
 */
export class OperationSender {
  private readonly starting: Batcher<CallStart, Operation | null>;
  private readonly preparing: CallPreparer;

  constructor(private readonly options: OperationSenderOptions) {
    this.preparing = new CallPreparer(options);
    this.starting = new Batcher({
      name: 'start calls',
      run: (starts) => startCalls(options.pool, starts),
      gatherMs: START_GATHER_MS,
      betweenMs: BETWEEN_STARTS_MS,
      most: START_MOST,
    });
  }

  /** As `CallPreparer.atOnce`. */
  readyCall(due: DueOperation): Promise<ReadyCall | null> {
    return this.preparing.atOnce(due);
  }

  /**
   * Sends the operation. A call that has started with the claim is made, whatever happens. What has not started when
   * the process stops is left as it is, and the caller hands it back.
   * @throws the database's error when the database stays away; the lease then runs out, and the next claim sends or
   *   reconciles
   */
  async send(claimed: ClaimedOperation<ReadyCall>, turn: Turn): Promise<void> {
    const { operation, started } = claimed;
    if (started !== null) {
      await this.makeCall(operation, started.call, started.at, turn);
      return;
    }
    let known: KnownSeller;
    try {
      known = await this.patiently(operation, () => this.options.directory.find(operation));
    } catch (error) {
      // The database is away for longer than we wait. The request is not at fault, and the desk has nothing to read.
      if (!isOurs(error)) throw error;
      await this.observe(operation, this.ownFault(error));
      return;
    }
    if (turn.stopping()) return;
    if (known.deleted && !mayHaveBooked(operation)) {
      await this.observe(operation, sellerWasDeleted(operation));
      return;
    }
    if (known.deleted || !mayGoOut(operation, this.preparing.callTime(known))) {
      await this.askInstead(operation, known, turn);
      return;
    }
    if (known.pause !== null) {
      const answer = { finding: heldByPause(known.pause, operation), retryAfterSeconds: PAUSE_RETRY_SECONDS };
      await this.observe(operation, { source: 'response', answer });
      return;
    }
    let ready: ReadyCall;
    try {
      ready = this.preparing.prepare(claimed, known);
    } catch (error) {
      await this.observe(operation, this.ownFault(error));
      return;
    }
    // This stands before the commit of the start. A call that is held back here was provably not made, and costs no
    // attempt.
    const heldBack = await this.options.sessions.admit(known.seller, turn.signal);
    if (heldBack !== null) {
      await this.observe(operation, { source: 'response', answer: heldBackAnswer(heldBack) });
      return;
    }
    if (turn.stopping()) return;
    await this.start(operation, ready, turn);
  }

  private async start(operation: Operation, ready: ReadyCall, turn: Turn): Promise<void> {
    const { owner, leaseSeconds, clock } = this.options;
    const { frozenCallSealed, sellerRevision } = ready;
    // Tried again when the database went away meanwhile: nothing has been sent, whether the start was committed or not.
    const now = clock.now();
    let at = 0;
    const started = await this.patiently(operation, () => {
      at = performance.now();
      return this.starting.add({ operation, owner, leaseSeconds, frozenCallSealed, sellerRevision, now });
    });
    if (started === null) await this.notStarted(operation);
    else await this.makeCall(started, ready, at, turn);
  }

  /** @param startedAt when the start was written, on the clock of `performance` */
  private async makeCall(started: Operation, { known, call }: ReadyCall, startedAt: number, turn: Turn): Promise<void> {
    // The process was held up. Others may have judged the call by now, or a person may have bought elsewhere.
    if (performance.now() - startedAt > this.options.leaseSeconds * 1000) {
      await this.observe(started, this.ownFault(new LeaseOverrunError('the lease ended before the call went out')));
      return;
    }
    let progress = Promise.resolve();
    turn.underWay('call');
    const answer = await known.dialect.submit(known.seller, started, call, turn.signal, (word) => {
      turn.underWay('work');
      progress = this.showWorking(started, word);
    });
    await progress;
    const evidence = needsEvidence(started, answer, this.preparing.callTime(known))
      ? await this.askForEvidence(started, known, turn)
      : undefined;
    await this.observe(started, { source: 'response', answer, evidence });
  }

  /**
   * The start was refused. After a pause the claim is handed back, and goes out when the pause ends. The gate is not told
   * that nothing was sent: if the lease was lost too, another worker may have called before the pause.
   */
  private async notStarted(operation: Operation): Promise<void> {
    const { directory, log } = this.options;
    const { pause } = await this.patiently(operation, () => directory.find(operation));
    if (pause === null) {
      log.info({ operation: operation.id }, 'the lease was lost before the call; nothing was sent');
      return;
    }
    log.info(
      { operation: operation.id, seller: operation.sellerId },
      'sending was paused before the call; nothing was sent',
    );
    await this.patiently(operation, () => this.handBack(operation));
  }

  /** Shows that the seller works on the open call. If this cannot be recorded, nothing changes for the call. */
  private async showWorking(operation: Operation, answer: Answer): Promise<void> {
    const { ledger, log } = this.options;
    try {
      await ledger.observe(this.observationOf(operation, { source: 'response', answer }), operation);
    } catch (error) {
      log.warn({ err: error, operation: operation.id }, 'it could not be recorded that a seller works on a call');
    }
  }

  /**
   * The process that called is gone, and calling again might book twice. So the seller is asked what became of the
   * call.
   */
  private async askInstead(operation: Operation, known: KnownSeller, turn: Turn): Promise<void> {
    const evidence = await this.askForEvidence(operation, known, turn);
    // The shutdown cut the questions off. Whoever takes over asks again.
    if (evidence.finding.kind === 'ask_failed' && turn.stopping() && turn.signal.aborted) return;
    await this.observe(operation, { source: 'reconcile', answer: { finding: lostCallOf(operation) }, evidence });
  }

  private askForEvidence(operation: Operation, { seller, dialect }: KnownSeller, turn: Turn): Promise<Answer> {
    turn.underWay('evidence');
    return dialect.reconcile(seller, operation, turn.signal);
  }

  /**
   * The call was never made, for a reason on our side. This is recorded where the desk sees it, and tried again later.
   */
  private ownFault(error: unknown): Learned {
    const message = error instanceof Error ? error.message : String(error);
    this.options.log.error({ err: error }, 'a request could not be prepared');
    return {
      source: 'response',
      answer: {
        finding: { kind: 'not_executed', error: { code: 'REQUEST_NOT_PREPARED', message, recovery: null } },
        retryAfterSeconds: OUR_FAULT_RETRY_SECONDS,
      },
    };
  }

  private async observe(operation: Operation, learned: Learned): Promise<Observed> {
    const observation = this.observationOf(operation, learned);
    const observed = await this.patiently(operation, () => this.options.ledger.observe(observation, operation));
    describeSpan(() => ({
      'adcp.attempt': observation.attempt,
      'adcp.finding': learned.answer.finding.kind,
      'adcp.verdict': observed.decision?.verdict,
      'adcp.operation_status': observed.operation?.status,
    }));
    return observed;
  }

  /**
   * Ends the lease if it is still ours, so that the next claim need not wait for it. Call it only when nothing is under
   * way.
   */
  async handBack(operation: OperationRef): Promise<void> {
    await releaseLeases(this.options.pool, this.options.owner, [operation]);
  }

  private observationOf(operation: Operation, { source, answer, evidence }: Learned): Observation {
    return {
      ...answer,
      evidence,
      tenantId: operation.tenantId,
      operationId: operation.id,
      source,
      receivedAt: this.options.clock.now(),
      attempt: attemptOf(operation),
      ...(source === 'reconcile' ? { ofTheCall: true } : {}),
      actor: this.options.owner,
    };
  }

  private patiently<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
    const { log, databasePausesMs } = this.options;
    return patiently(work, log, { operation: operation.id }, databasePausesMs);
  }
}

interface Learned {
  source: 'response' | 'reconcile';
  answer: Answer;
  /** What the seller then showed, when it was asked. */
  evidence?: Answer;
}

class LeaseOverrunError extends Error {
  override readonly name = 'LeaseOverrunError';
}

/** Intake reads a seller only every few seconds. So an operation may come in just after its seller was deleted. */
function sellerWasDeleted({ sellerId }: Operation): Learned {
  const error: OperationError = {
    code: 'SELLER_DELETED',
    message: `The seller "${sellerId}" was deleted before the request was sent; nothing was sent`,
    recovery: 'terminal',
  };
  return { source: 'response', answer: { finding: { kind: 'settled', outcome: { status: 'failed', error } } } };
}
