import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import {
  type Clock,
  type Decision,
  type Hint,
  type HintSink,
  MediaBuyStatus,
  type Observation,
  type Operation,
  type Timings,
  entersAttention,
  fold,
  heard,
  isLarge,
  nextFollowAt,
} from '@adcp-orchestrator/domain';
import type { ClaimedDelivery } from '../deliveries/claim-due-deliveries';
import type { DeliveryTaker } from '../deliveries/delivery-taker';
import { matchKeptWebhooks } from '../webhooks/match-kept';
import type { TaskBinding } from '../webhooks/take-kept';
import { readFacts } from './facts';
import { leasedOf, roomParameters } from './hand-over';
import { hintsAfter } from './hints-after';
import { isNumberTaken } from './number-taken';
import { isPoison } from './poison';
import { reschedule } from './reschedule';
import { GateRows } from './rows';
import { recordUnwritable } from './unwritable';
import {
  type OwedDeliveryRow,
  type ToldEvent,
  type WritableFold,
  type WrittenRow,
  writeParameters,
  writeStatement,
} from './write';

/** What became of one observation. */
export interface Observed {
  observation: Observation;
  /** Null when there is no such operation, or when the write failed for good. */
  decision: Decision | null;
  /** The operation as it stands afterwards; null when there is none. */
  operation: Operation | null;
  /** Why nothing could be decided. */
  problem: 'unknown_operation' | 'unwritable' | null;
}

export interface LedgerOptions {
  pool: Pool;
  clock: Clock;
  timings: Timings;
  hints: HintSink;
  /** Chance in [0, 1) that spreads polls. `Math.random` outside tests. */
  chance?: () => number;
  /** Called for every decision after its commit, with the observation as it was weighed. For metrics and logs. */
  onObserved?: (observed: Observed) => void;
  /** Called once for each operation that this commit gave a new reason to need a person. */
  onAttention?: (operation: Operation) => void;
  /** Called when webhooks that had come before their task could not be matched now. The sweep does it later. */
  onMatchFailed?: (error: unknown) => void;
}

/**
 * How often a lost race is tried again. A race is lost when another process wrote the row between our read and our
 * write. To lose so often is a fault.
 */
const MAX_ROUNDS = 50;
/**
 * How many folds with a large result one statement may hold: their texts are in memory several times while it is
 * written.
 */
const LARGE_AT_ONCE = 4;
/** From the third round on, losers of a race wait a random short time. Otherwise they would meet again at once. */
const ROUND_PAUSE_MS = 10;
const MAX_PAUSE_MS = 100;

export class GateContendedError extends Error {
  override readonly name = 'GateContendedError';
}

/**
 * The one gate: whatever is learned of an operation enters here (ADR 2). Intake, the leases and the key rotation write
 * `operations` too. They raise the row's version with every change that a decision depends on. A writer that does not
 * would break every promise of this product: the gate would overwrite what it has not seen.
 */
export class Ledger {
  private readonly rows: GateRows;
  private taker: DeliveryTaker | null = null;

  constructor(private readonly options: LedgerOptions) {
    this.rows = new GateRows(options.pool);
  }

  /** @returns the same gate with other connections, which hands nothing over */
  onPool(pool: Pool): Ledger {
    return new Ledger({ ...this.options, pool });
  }

  /** From now on what this gate owes is handed over to the notifier of this process, as far as it has room. */
  handDeliveriesTo(taker: DeliveryTaker): void {
    this.taker = taker;
  }

  /** `observeMany` of one. */
  async observe(observation: Observation, held?: Operation): Promise<Observed> {
    const [observed] = await this.observeMany([observation], held === undefined ? [] : [held]);
    if (observed === undefined) throw new Error('the gate returned nothing for an observation');
    return observed;
  }

  /**
   * Folds observations into their operations, commits everything that follows, and then sends the hints.
   * @param observations of any number of operations; those of one operation are folded in their order
   * @param held operations as whoever observes has read or written them. The gate decides on these without reading them
   *   again. If one has changed since, the write fails, and the row is read like any other
   * @returns one entry per observation, in the same order
   * @throws the database's error when it cannot be reached; nothing of the failed part was written
   * @throws GateContendedError when a row changed at every try
   */
  async observeMany(observations: readonly Observation[], held: readonly Operation[] = []): Promise<Observed[]> {
    const results = new Map<Observation, Observed>();
    const after: Aftermath = { hints: [], bindings: [] };
    try {
      await this.enter(observations, held, results, after);
    } finally {
      if (after.hints.length > 0) this.options.hints.send(after.hints);
    }
    await this.matchKept(after.bindings);
    return observations.map((observation) => {
      const observed = results.get(observation);
      if (observed === undefined) throw new Error('the gate lost an observation');
      this.options.onObserved?.({ ...observed, observation: heard(observation) });
      return observed;
    });
  }

  /** Hands over the webhooks that came before their task was known (AdCP 3.0, early webhooks). */
  private async matchKept(bindings: readonly TaskBinding[]): Promise<void> {
    try {
      await matchKeptWebhooks({ pool: this.options.pool, gate: this, now: () => this.options.clock.now() }, bindings);
    } catch (error) {
      this.options.onMatchFailed?.(error);
    }
  }

  private async enter(
    observations: readonly Observation[],
    held: readonly Operation[],
    results: Map<Observation, Observed>,
    aftermath: Aftermath,
  ): Promise<void> {
    let waiting = groupByOperation(observations);
    for (let round = 0; waiting.size > 0; round += 1) {
      if (round === MAX_ROUNDS) {
        throw new GateContendedError(`${waiting.size} operations changed ${MAX_ROUNDS} times while they were decided`);
      }
      if (round > 1) await sleep(Math.random() * Math.min(MAX_PAUSE_MS, round * ROUND_PAUSE_MS));
      const folds = await this.readAndFold(waiting, round === 0 ? held : [], results, round > 0);
      // They share no statement, because those that only wait on need a much lighter one.
      const lost = await this.commit(folds.filter(isNews), results, aftermath);
      const lostToo = await this.commit(
        folds.filter((done) => !isNews(done)),
        results,
        aftermath,
      );
      waiting = new Map([...waiting].filter(([id]) => lost.has(id) || lostToo.has(id)));
    }
  }

  private async readAndFold(
    waiting: ReadonlyMap<string, Observation[]>,
    held: readonly Operation[],
    results: Map<Observation, Observed>,
    lostBefore: boolean,
  ): Promise<GateFold[]> {
    const rows = await this.rows.of(waiting, held);
    const words = [...waiting].flatMap(([id, observations]) => {
      const operation = rows.get(id)?.operation;
      return operation === undefined ? [] : observations.map((observation) => ({ observation, operation }));
    });
    const facts = await readFacts(this.options.pool, words, lostBefore);
    const now = this.options.clock.now();
    const folds: GateFold[] = [];
    for (const [id, observations] of waiting) {
      const row = rows.get(id);
      if (row === undefined) {
        for (const observation of observations) {
          results.set(observation, { observation, decision: null, operation: null, problem: 'unknown_operation' });
        }
        continue;
      }
      const context = {
        now,
        chance: (this.options.chance ?? Math.random)(),
        timings: this.options.timings,
        seller: row.traits,
        newKey: randomUUID(),
        facts: facts.get(id),
      };
      const done = fold(row.operation, observations, context);
      const followAt = nextFollowAt({ status: MediaBuyStatus.pending, createdAt: now }, context);
      folds.push({ fold: done, isHeld: row.isHeld, traits: row.traits, followAt, observations, now });
    }
    return folds;
  }

  /**
   * @param folds all of them news, or none
   * @returns the ids of the operations that lost: their row has changed meanwhile, or another operation has their buy
   *   or number
   */
  private async commit(
    folds: readonly GateFold[],
    results: Map<Observation, Observed>,
    aftermath: Aftermath,
  ): Promise<Set<string>> {
    const [first] = folds;
    if (first === undefined) return new Set();
    if (folds.length > 1 && folds.filter(isHeavy).length > LARGE_AT_ONCE) {
      return this.commitInHalves(folds, results, aftermath);
    }
    let written: Set<string>;
    let leavesRows: boolean;
    try {
      ({ written, leavesRows } = await this.write(folds, first.now));
    } catch (error) {
      if (!isPoison(error)) throw error;
      if (folds.length > 1) return this.commitInHalves(folds, results, aftermath);
      if (isNumberTaken(error)) return new Set([first.fold.after.id]);
      await recordUnwritable(this.options.pool, first.fold.before, first.observations, error, first.now);
      for (const observation of first.observations) {
        results.set(observation, { observation, decision: null, operation: first.fold.before, problem: 'unwritable' });
      }
      return new Set();
    }
    const lost = new Set<string>();
    for (const { fold: done, observations, traits } of folds) {
      if (!written.has(done.after.id)) {
        lost.add(done.after.id);
        continue;
      }
      observations.forEach((observation, place) => {
        results.set(observation, {
          observation,
          decision: done.decisions[place] ?? null,
          operation: done.after,
          problem: null,
        });
      });
      aftermath.hints.push(...hintsAfter(done, leavesRows));
      if (entersAttention(done.before, done.after)) this.options.onAttention?.(done.after);
      const { tenantId, sellerId, taskId } = done.after;
      // A seller without webhooks has sent none that could be kept. If its webhooks were switched off just now, the
      // sweep finds what it had sent.
      if (traits.hasWebhook && taskId !== null && done.before.taskId === null) {
        aftermath.bindings.push({ tenantId, sellerId, taskId });
      }
    }
    return lost;
  }

  private async commitInHalves(
    folds: readonly GateFold[],
    results: Map<Observation, Observed>,
    aftermath: Aftermath,
  ): Promise<Set<string>> {
    const middle = Math.ceil(folds.length / 2);
    const left = await this.commit(folds.slice(0, middle), results, aftermath);
    const right = await this.commit(folds.slice(middle), results, aftermath);
    return new Set([...left, ...right]);
  }

  private async write(folds: readonly WritableFold[], now: Date): Promise<Written> {
    if (folds.every(isNews)) {
      const { values, events } = writeParameters(folds, now);
      const { ids, leavesRows } = await this.handingOver(values, events);
      return { written: new Set(ids), leavesRows };
    }
    const rescheduled = folds.filter(isRescheduled);
    const untouched = folds.filter((candidate) => !isRescheduled(candidate)).map(({ fold: done }) => done.after.id);
    const ids = rescheduled.length === 0 ? [] : await reschedule(this.options.pool, rescheduled);
    return { written: new Set([...ids, ...untouched]), leavesRows: false };
  }

  /** Writes, and hands over what the commit has leased for the notifier of this process. */
  private async handingOver(
    values: readonly string[],
    events: readonly ToldEvent[],
  ): Promise<{ ids: string[]; leavesRows: boolean }> {
    // Most events are told to one subscription. What finds no room is claimed.
    const room = events.length === 0 ? null : (this.taker?.reserve(events.length) ?? null);
    let leased: ClaimedDelivery[] = [];
    try {
      const { rows } = await this.options.pool.query<WrittenRow | OwedDeliveryRow>({
        ...writeStatement,
        values: [...values, ...roomParameters(room)],
      });
      const owed = rows.filter((row) => row.operation_id === null);
      leased = leasedOf(owed, events);
      const ids = rows.flatMap((row) => (row.operation_id === null ? [] : [row.operation_id]));
      return { ids, leavesRows: leased.length < owed.length };
    } finally {
      if (room !== null) this.taker?.take(room, leased);
    }
  }
}

interface Written {
  /** The ids of the operations whose guard held, and of those that needed no write. */
  written: Set<string>;
  /** Deliveries are owed that nobody has yet. */
  leavesRows: boolean;
}

/** What is to be done after a commit. */
interface Aftermath {
  hints: Hint[];
  bindings: TaskBinding[];
}

interface GateFold extends WritableFold {
  observations: Observation[];
  now: Date;
}

function isHeavy({ fold: { after, timeline } }: GateFold): boolean {
  const findings = timeline.map(({ finding }) => finding);
  const outcomes = findings.flatMap((finding) => (finding !== null && 'outcome' in finding ? [finding.outcome] : []));
  return [after.outcome, ...outcomes].some((outcome) => isLarge(outcome?.result));
}

/** Something was learned of the operation. */
function isNews({ fold: { changed } }: WritableFold): boolean {
  return changed;
}

function isRescheduled({ fold: { before, after } }: WritableFold): boolean {
  return before.pollAttempt !== after.pollAttempt || before.dueAt !== after.dueAt || before.dueKind !== after.dueKind;
}

/**
 * Groups by the id alone: ids are random enough (UUIDv7) that two tenants never share one. The read checks the tenant.
 */
function groupByOperation(observations: readonly Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const group = groups.get(observation.operationId);
    if (group === undefined) groups.set(observation.operationId, [observation]);
    else group.push(observation);
  }
  return groups;
}
