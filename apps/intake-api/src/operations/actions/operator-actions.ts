import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { Principal } from '@adcp-orchestrator/access';
import {
  type CallTime,
  type Clock,
  type Finding,
  type Operation,
  allowedActions,
  canBeRepeated,
  repetitionMayBookTwice,
} from '@adcp-orchestrator/domain';
import { type FoundOperation, Ledger, findOperation, readRequest } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { RequestProblemError, notFound } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { Intake } from '../intake/intake';
import { IntakeSellers } from '../intake/intake-sellers';
import { accountOf, buyerRefOf } from '../intake/request-identities';
import type { AttentionChange, ResolveBody } from './action-bodies';
import {
  ACKNOWLEDGE_CONSEQUENCE,
  CANCEL_CONSEQUENCE,
  NOTE_CONSEQUENCE,
  POLL_CONSEQUENCE,
  REPETITION_RISK,
  repeatConsequence,
  resolveConsequence,
  retryConsequence,
} from './consequence';
import { outcomeOf } from './resolution';

/** What a person's action led to. */
export interface Acted extends FoundOperation {
  consequence: string;
  /** Whether the action made this operation now, found the one that it had made before, or made none. */
  made: 'nothing' | 'new' | 'before';
}

/** What a person may do. All of it goes through the gate. */
@Injectable()
export class OperatorActions {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly intake: Intake,
    private readonly sellers: IntakeSellers,
  ) {}

  async cancel(principal: Principal, id: string): Promise<Acted> {
    const found = await this.find(principal, id);
    return this.act(principal, found, { kind: 'cancel_requested' }, CANCEL_CONSEQUENCE);
  }

  async poll(principal: Principal, id: string): Promise<Acted> {
    const found = await this.find(principal, id);
    return this.act(principal, found, { kind: 'poll_requested' }, POLL_CONSEQUENCE);
  }

  async acknowledge(principal: Principal, id: string, note: string): Promise<Acted> {
    const found = await this.find(principal, id);
    return this.act(principal, found, { kind: 'acknowledged', note }, ACKNOWLEDGE_CONSEQUENCE);
  }

  async noteAttention(principal: Principal, id: string, change: AttentionChange): Promise<Acted> {
    const found = await this.find(principal, id);
    return this.act(principal, found, { kind: 'attention_noted', ...change }, NOTE_CONSEQUENCE);
  }

  async resolve(principal: Principal, id: string, body: ResolveBody): Promise<Acted> {
    const found = await this.find(principal, id);
    const outcome = outcomeOf(body, found.operation.type);
    const finding: Finding = { kind: 'resolved', outcome, note: body.note };
    return this.act(principal, found, finding, resolveConsequence(outcome));
  }

  async retry(principal: Principal, id: string, acceptsDoubleBooking: boolean): Promise<Acted> {
    const found = await this.find(principal, id);
    if (canBeRepeated(found.operation.status)) return this.repeat(principal, found, acceptsDoubleBooking);
    const consequence = retryConsequence(found.operation, this.callTime(found));
    return this.act(principal, found, { kind: 'retry_requested', acceptsDoubleBooking }, consequence);
  }

  private async find(principal: Principal, id: string): Promise<FoundOperation> {
    const found = await findOperation(this.pool, principal.tenantId, id);
    if (found === null) throw notFound('operation', id);
    return found;
  }

  private async act(
    principal: Principal,
    { operation, traits, pause }: FoundOperation,
    finding: Finding,
    consequence: string,
  ): Promise<Acted> {
    const { decision, operation: after } = await this.ledger.observe({
      tenantId: principal.tenantId,
      operationId: operation.id,
      source: 'operator',
      receivedAt: this.clock.now(),
      actor: principal.actor.name,
      finding,
    });
    if (decision === null || after === null) {
      throw new Error(`the gate could not record what a person asked of operation ${operation.id}`);
    }
    if (decision.verdict === 'refused' && decision.holder !== undefined) throw taken(decision.reason, decision.holder);
    if (decision.verdict !== 'transitions' && decision.verdict !== 'unchanged') {
      throw notAllowed(after, decision.reason);
    }
    return { operation: after, traits, pause, consequence, made: 'nothing' };
  }

  /** Repeats an operation that ended badly as a new one. The outcome of the old one stays as it is. */
  private async repeat(
    principal: Principal,
    { operation: old, traits, pause }: FoundOperation,
    acceptsDoubleBooking: boolean,
  ): Promise<Acted> {
    const inDoubt = repetitionMayBookTwice(old);
    if (inDoubt && !acceptsDoubleBooking) throw notAllowed(old, REPETITION_RISK);
    const asked = await readRequest(this.pool, principal.tenantId, old.id);
    if (asked === null) throw notFound('operation', old.id);
    const seller = await this.sellers.find(principal.tenantId, old.sellerId);
    if (seller === null) throw notAllowed(old, `the seller "${old.sellerId}" was deleted`);
    const now = this.clock.now();
    const { operation, replayed } = await this.intake.insert(
      {
        id: uuidv7(),
        tenantId: principal.tenantId,
        sellerId: old.sellerId,
        dialect: seller.dialect,
        type: old.type,
        request: asked.request,
        requestHash: asked.requestHash,
        requestKey: uuidv4(),
        idempotencyHeader: null,
        poNumber: old.poNumber,
        userId: old.userId,
        account: accountOf(asked.request),
        buyerRef: buyerRefOf(asked.request),
        // The new operation gets as much time as the first one had.
        deadlineAt: new Date(now.getTime() + old.deadlineSeconds * 1000),
        retryOf: { id: old.id, version: old.version, inDoubt },
        now,
        actor: principal.actor.name,
      },
      pause,
    );
    return {
      operation,
      traits,
      pause,
      consequence: repeatConsequence(old, replayed),
      made: replayed ? 'before' : 'new',
    };
  }

  private callTime({ traits }: FoundOperation): CallTime {
    return { now: this.clock.now(), seller: traits };
  }
}

function taken(reason: string, holder: string): RequestProblemError {
  return new RequestProblemError('media-buy-taken', `${sentence(reason)} Ask the seller for the buy of this one.`, {
    members: { operation_id: holder },
  });
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

function notAllowed(operation: Operation, reason: string): RequestProblemError {
  return new RequestProblemError('action-not-allowed', sentence(reason), {
    members: {
      operation_id: operation.id,
      operation_status: operation.status,
      allowed_actions: allowedActions(operation),
    },
  });
}
