import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { type AskedKey, type Clock, type OperatorFinding, canBeRepeated, decide } from '@adcp-orchestrator/domain';
import { type FoundOperation, Ledger, findAsked, findOperation } from '@adcp-orchestrator/ledger';
import { CONFIG, type Config, POOL, canonicalHash } from '@adcp-orchestrator/platform';
import { notFound } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { type Acted, type Acting, askedBy } from './acted';
import type { AcknowledgeBody, AttentionChange, ResolveBody, RetryBody } from './action-bodies';
import { keyReused, mediaBuyTaken, notAllowed } from './action-problems';
import { type ActionTerms, versionMismatch, versionWanted } from './action-terms';
import {
  ACKNOWLEDGE_CONSEQUENCE,
  CANCEL_CONSEQUENCE,
  NOTE_CONSEQUENCE,
  POLL_CONSEQUENCE,
  resolveConsequence,
  retryConsequence,
} from './consequence';
import { Repetitions } from './repetitions';
import { outcomeOf } from './resolution';

/** What a person asks for, with the body that came with it. */
export type Action =
  | { kind: 'cancel' }
  | { kind: 'poll' }
  | { kind: 'resolve'; body: ResolveBody }
  | { kind: 'retry'; body: RetryBody }
  | { kind: 'acknowledge'; body: AcknowledgeBody }
  | { kind: 'note_attention'; body: AttentionChange };

/** What a person may do. All of it goes through the gate, or through intake when it makes a new operation. */
@Injectable()
export class OperatorActions {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly repetitions: Repetitions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Does what a person asks for: once for each `Idempotency-Key`, and only to the version that `If-Match` names.
   * @throws RequestProblemError when the state does not allow it, the key came with something else, or the version differs
   */
  async perform(principal: Acting, id: string, terms: ActionTerms, action: Action): Promise<Acted> {
    const hash = canonicalHash(action);
    const before = await this.doneBefore(principal, id, terms, hash);
    if (before !== null) return before;
    const found = await this.find(principal, id);
    const version = versionWanted(terms, found.operation);
    const key = (consequence: string): AskedKey | null =>
      terms.key === null ? null : { key: terms.key, hash, consequence };
    if (action.kind === 'retry' && canBeRepeated(found.operation.status)) {
      const repeated = await this.repetitions.repeat(principal, found, action.body, key);
      // Another request has repeated it: perhaps this very one, in another replica.
      return (repeated.replayed ? await this.doneBefore(principal, id, terms, hash) : null) ?? repeated;
    }
    if (action.kind === 'retry' && action.body.request !== undefined) {
      throw notAllowed(found.operation, 'a corrected "request" belongs to one that is failed or rejected');
    }
    const { finding, consequence } = this.meaning(action, found);
    return this.act(principal, found, { finding, consequence, key: key(consequence), version, terms, hash });
  }

  /**
   * Finds out what an action would do now, without doing it.
   * @returns what it would mean
   * @throws RequestProblemError for which it would be refused
   */
  async foresee(principal: Acting, id: string, action: Action): Promise<string> {
    const found = await this.find(principal, id);
    if (action.kind === 'retry' && canBeRepeated(found.operation.status)) {
      return this.repetitions.foresee(principal, found, action.body);
    }
    const { finding, consequence } = this.meaning(action, found);
    const now = this.clock.now();
    const { tenantId } = principal;
    const decision = decide(
      found.operation,
      { tenantId, operationId: id, source: 'operator', receivedAt: now, finding },
      { now, chance: 0, timings: this.config.timings, seller: found.traits, newKey: id },
    );
    if (decision.verdict === 'transitions' || decision.verdict === 'unchanged') return consequence;
    throw notAllowed(found.operation, decision.reason);
  }

  /** @returns what was done under the key; null when the key is new, or there is none */
  private async doneBefore(principal: Acting, id: string, { key }: ActionTerms, hash: string): Promise<Acted | null> {
    if (key === null) return null;
    const before = await findAsked(this.pool, principal.tenantId, id, key);
    if (before === null) return null;
    if (before.hash !== hash) throw keyReused(key, id);
    const found = await this.find(principal, before.operationId);
    return { ...found, consequence: before.consequence, replayed: true, isNew: false };
  }

  private async find(principal: Acting, id: string): Promise<FoundOperation> {
    const found = await findOperation(this.pool, principal.tenantId, id);
    if (found === null) throw notFound('operation', id);
    return found;
  }

  private meaning(action: Action, { operation, traits }: FoundOperation): Meant {
    switch (action.kind) {
      case 'cancel':
        return { finding: { kind: 'cancel_requested' }, consequence: CANCEL_CONSEQUENCE };
      case 'poll':
        return { finding: { kind: 'poll_requested' }, consequence: POLL_CONSEQUENCE };
      case 'acknowledge':
        return { finding: { kind: 'acknowledged', note: action.body.note }, consequence: ACKNOWLEDGE_CONSEQUENCE };
      case 'note_attention':
        return { finding: { kind: 'attention_noted', ...action.body }, consequence: NOTE_CONSEQUENCE };
      case 'resolve': {
        const outcome = outcomeOf(action.body, operation.type);
        const finding: OperatorFinding = { kind: 'resolved', outcome, note: action.body.note };
        return { finding, consequence: resolveConsequence(outcome) };
      }
      case 'retry': {
        const acceptsDoubleBooking = action.body.accept_double_booking;
        return {
          finding: { kind: 'retry_requested', acceptsDoubleBooking },
          consequence: retryConsequence(operation, { now: this.clock.now(), seller: traits }),
        };
      }
    }
  }

  private async act(principal: Acting, found: FoundOperation, asked: AskedOnce): Promise<Acted> {
    const { operation } = found;
    const { decision, operation: after } = await this.ledger.observe({
      tenantId: principal.tenantId,
      operationId: operation.id,
      source: 'operator',
      receivedAt: this.clock.now(),
      actor: principal.actor.name,
      asked: { key: asked.key, version: asked.version, by: askedBy(principal) },
      finding: asked.finding,
    });
    if (decision === null || after === null) {
      throw new Error(`the gate could not record what a person asked of operation ${operation.id}`);
    }
    if (decision.verdict === 'refused') {
      if (decision.stopped === 'other_version') throw versionMismatch(after);
      if (decision.stopped === 'same_key') {
        const before = await this.doneBefore(principal, operation.id, asked.terms, asked.hash);
        if (before !== null) return before;
      }
      if (decision.holder !== undefined) throw mediaBuyTaken(decision.reason, decision.holder);
    }
    if (decision.verdict !== 'transitions' && decision.verdict !== 'unchanged') {
      throw notAllowed(after, decision.reason);
    }
    return { ...found, operation: after, consequence: asked.consequence, replayed: false, isNew: false };
  }
}

/** What an action is for the gate, and what it does, in words. */
interface Meant {
  finding: OperatorFinding;
  consequence: string;
}

/** One action, as it is given to the gate. */
interface AskedOnce extends Meant {
  key: AskedKey | null;
  version: number | null;
  terms: ActionTerms;
  hash: string;
}
