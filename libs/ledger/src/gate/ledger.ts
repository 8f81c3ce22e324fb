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
  type SellerTraits,
  type Timings,
  entersAttention,
  fold,
  heard,
  isLarge,
  nextFollowAt,
} from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import { type TraitRow, traitColumns, traitsOf } from '../operations/seller-traits';
import type { OperationRow } from '../schema/operation-table';
import { matchKeptWebhooks } from '../webhooks/match-kept';
import type { TaskBinding } from '../webhooks/take-kept';
import { readFacts } from './facts';
import { hintsAfter } from './hints-after';
import { isNumberTaken } from './number-taken';
import { isPoison } from './poison';
import { recordUnwritable } from './unwritable';
import { type WritableFold, writeParameters, writeStatement } from './write';

/** What became of one observation. */
export interface Observed {
  observation: Observation;
  /** Null when the operation does not exist, or what was learned could not be written. */
  decision: Decision | null;
  /** The operation as it stands after the gate; null when there is none. */
  operation: Operation | null;
  /** Why nothing could be decided. */
  problem: 'unknown_operation' | 'unwritable' | null;
}

export interface LedgerOptions {
  pool: Pool;
  clock: Clock;
  timings: Timings;
  hints: HintSink;
  /** Chance in [0, 1) that spreads polls; `Math.random` outside tests. */
  chance?: () => number;
  /** Told of every decision after its commit, with the observation as it was weighed: metrics and logs. */
  onObserved?: (observed: Observed) => void;
  /** Told of each operation that needs a person since the commit just made, once; not while it goes on needing one. */
  onAttention?: (operation: Operation) => void;
  /** Told when webhooks that came before their task could not be matched now; the sweep does it. */
  onMatchFailed?: (error: unknown) => void;
}

/** A race is lost when somebody else wrote the row between our read and our write; more than this is a fault. */
const MAX_ROUNDS = 50;
/** Folds with a large result in one statement: their texts stand in memory several times over while it is written. */
const LARGE_AT_ONCE = 4;
/** From the third round on the losers of a race wait a little, each another time, instead of meeting again at once. */
const ROUND_PAUSE_MS = 10;
const MAX_PAUSE_MS = 100;

export class GateContendedError extends Error {
  override readonly name = 'GateContendedError';
}

/**
 * The one gate: whatever is learned of an operation enters here, and nothing else
 * changes its state. Its danger is a second writer: whoever writes `operations` beside it and beside the lease
 * statements breaks every promise of this product.
 */
export class Ledger {
  constructor(private readonly options: LedgerOptions) {}

  /** `observeMany` of one. */
  async observe(observation: Observation): Promise<Observed> {
    const [observed] = await this.observeMany([observation]);
    if (observed === undefined) throw new Error('the gate returned nothing for an observation');
    return observed;
  }

  /**
   * Folds observations into their operations and commits everything they mean, then sends the hints.
   * @param observations of any number of operations; those of one operation are folded in their order
   * @returns one entry per observation, in the same order
   * @throws the database's error when it cannot be reached (nothing of the failed part was written), or
   *   GateContendedError
   */
  async observeMany(observations: readonly Observation[]): Promise<Observed[]> {
    const results = new Map<Observation, Observed>();
    const after: Aftermath = { hints: [], bindings: [] };
    try {
      await this.enter(observations, results, after);
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

  /** A webhook that came before its task was known is heard now (AdCP 3.0, early webhooks). */
  private async matchKept(bindings: readonly TaskBinding[]): Promise<void> {
    try {
      await matchKeptWebhooks({ pool: this.options.pool, gate: this, now: () => this.options.clock.now() }, bindings);
    } catch (error) {
      this.options.onMatchFailed?.(error);
    }
  }

  private async enter(
    observations: readonly Observation[],
    results: Map<Observation, Observed>,
    aftermath: Aftermath,
  ): Promise<void> {
    let waiting = groupByOperation(observations);
    for (let round = 0; waiting.size > 0; round += 1) {
      if (round === MAX_ROUNDS) {
        throw new GateContendedError(`${waiting.size} operations changed ${MAX_ROUNDS} times while they were decided`);
      }
      if (round > 1) await sleep(Math.random() * Math.min(MAX_PAUSE_MS, round * ROUND_PAUSE_MS));
      const folds = await this.readAndFold(waiting, results, round > 0);
      const lost = await this.commit(folds, results, aftermath);
      waiting = new Map([...waiting].filter(([id]) => lost.has(id)));
    }
  }

  private async readAndFold(
    waiting: ReadonlyMap<string, Observation[]>,
    results: Map<Observation, Observed>,
    lostBefore: boolean,
  ): Promise<GateFold[]> {
    const rows = await readRows(this.options.pool, [...waiting.values()]);
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
      folds.push({ fold: done, traits: row.traits, followAt, observations, now });
    }
    return folds;
  }

  /** @returns the ids of the operations whose row had changed meanwhile, or whose buy is another operation's. */
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
    try {
      written = await this.write(folds, first.now);
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
      aftermath.hints.push(...hintsAfter(done));
      if (entersAttention(done.before, done.after)) this.options.onAttention?.(done.after);
      const { tenantId, sellerId, taskId } = done.after;
      // A seller without webhooks has sent none that could be kept; one that was just told not to is the sweep's.
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

  private async write(folds: readonly WritableFold[], now: Date): Promise<Set<string>> {
    const needed = folds.filter(({ fold: { changed, before, after } }) => changed || isRescheduled(before, after));
    const unneeded = folds.filter((candidate) => !needed.includes(candidate)).map(({ fold: done }) => done.after.id);
    if (needed.length === 0) return new Set(unneeded);
    const { rows } = await this.options.pool.query<{ id: string }>({
      ...writeStatement,
      values: writeParameters(needed, now),
    });
    return new Set([...rows.map(({ id }) => id), ...unneeded]);
  }
}

/** What a commit calls for. */
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

function isRescheduled(before: Operation, after: Operation): boolean {
  return before.pollAttempt !== after.pollAttempt || before.dueAt !== after.dueAt || before.dueKind !== after.dueKind;
}

/** Two tenants never share an id, so the id alone is the key; the read checks the tenant. */
function groupByOperation(observations: readonly Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const group = groups.get(observation.operationId);
    if (group === undefined) groups.set(observation.operationId, [observation]);
    else group.push(observation);
  }
  return groups;
}

type GateRow = { operation: Operation; traits: SellerTraits };

async function readRows(pool: Pool, groups: readonly Observation[][]): Promise<Map<string, GateRow>> {
  const heads = groups.flatMap(([head]) => (head === undefined ? [] : [head]));
  const { rows } = await pool.query<OperationRow & TraitRow>({
    name: 'gate-read',
    text: `SELECT ${operationColumns}, ${traitColumns}
           FROM unnest($1::uuid[], $2::uuid[]) AS wanted(id, tenant_id)
           JOIN operations o ON o.id = wanted.id AND o.tenant_id = wanted.tenant_id
           JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id`,
    values: [heads.map(({ operationId }) => operationId), heads.map(({ tenantId }) => tenantId)],
  });
  return new Map(rows.map((row) => [row.id, { operation: operationOf(row), traits: traitsOf(row) }]));
}
