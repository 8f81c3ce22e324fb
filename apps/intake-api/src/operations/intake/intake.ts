import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { Principal } from '@adcp-orchestrator/access';
import {
  type Clock,
  type HintSink,
  type Operation,
  type SellerTraits,
  type SendingPause,
  deadlineFor,
} from '@adcp-orchestrator/domain';
import { type InsertOutcome, type NewOperation, OperationInserts, findOperation } from '@adcp-orchestrator/ledger';
import { POOL, beginOperation, canonicalHash, describeSpan, operationAttributes } from '@adcp-orchestrator/platform';
import { type InvalidValue, RequestProblemError, validationFailed } from '../../problems/problem';
import { CLOCK, HINTS } from '../../tokens';
import type { Checked } from '../../validation/zod-pipe';
import { AcceptedOperations } from './accepted-operations';
import { IntakeTakers } from './intake-takers';
import { type Limited, OpenOperations } from './open-operations';
import type { OperationBody } from './operation-body';
import { numberRequest } from './po-number';
import { type BodyVerdict, RequestChecks } from './request-checks';
import { accountOf, buyerRefOf } from './request-identities';

/** What came of handing an operation over. */
export interface Accepted {
  operation: Operation;
  /** Null for a new operation: it waits for no approval yet, and needs nobody. */
  seller: SellerTraits | null;
  /** What holds the sending back. */
  pause: SendingPause | null;
  /** The operation was there already, by the same guard and for the same request. */
  replayed: boolean;
}

/** Takes operations from the desk: validates them, makes them durable, then sends a hint. */
@Injectable()
export class Intake {
  private readonly inserts: OperationInserts;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HINTS) private readonly hints: HintSink,
    private readonly checks: RequestChecks,
    private readonly takers: IntakeTakers,
    private readonly open: OpenOperations,
    private readonly accepted: AcceptedOperations,
  ) {
    this.inserts = new OperationInserts(pool);
  }

  /**
   * @param idempotencyKey the `Idempotency-Key` header; null when there is none
   * @param id what a new operation is called
   * @throws RequestProblemError when it is not valid, or a guard holds another request
   */
  async accept(
    principal: Principal,
    checked: Checked<OperationBody>,
    idempotencyKey: string | null,
    id: string,
  ): Promise<Accepted> {
    const { known, errors } = await this.checks.check(principal, checked);
    if (known === null) throw validationFailed(errors);
    const operation = this.newOperation(principal, known, idempotencyKey, id);
    const accepted =
      errors.length === 0
        ? await this.insert(principal, operation, known.seller.pause)
        : await this.acceptedBefore(operation, errors);
    describeSpan(() => ({ ...operationAttributes(accepted.operation), 'adcp.replayed': accepted.replayed }));
    return accepted;
  }

  /**
   * Finds out whether `accept` would take this, and claims nothing.
   * @param repeats the operation whose corrected request this is: the number that it holds is free for its repetition
   * @returns what is not valid, and what passes and may be a mistake
   * @throws RequestProblemError as `accept` does when it is valid, and another operation has its number, or the tenant has
   *   as many operations as it may
   */
  async validate(
    principal: Principal,
    checked: Checked<OperationBody>,
    repeats: string | undefined,
  ): Promise<Pick<BodyVerdict, 'errors' | 'warnings'>> {
    const { known, errors, warnings } = await this.checks.check(principal, checked);
    if (known === null || errors.length > 0) return { errors, warnings };
    await this.foresee(principal, this.newOperation(principal, known, null, uuidv7()), repeats);
    return { errors, warnings };
  }

  private newOperation(
    principal: Principal,
    { body, seller }: NonNullable<BodyVerdict['known']>,
    idempotencyKey: string | null,
    id: string,
  ): NewOperation {
    const { hashed, request, poNumber } = numberRequest(body, seller.dialect, id);
    const now = this.clock.now();
    return {
      id,
      tenantId: principal.tenantId,
      sellerId: seller.id,
      dialect: seller.dialect,
      type: body.type,
      request,
      requestHash: canonicalHash({ type: body.type, seller_id: seller.id, request: hashed }),
      requestKey: uuidv4(),
      idempotencyHeader: idempotencyKey,
      poNumber,
      userId: body.user_id ?? null,
      account: accountOf(request),
      buyerRef: buyerRefOf(request),
      deadlineAt: deadlineFor(body.type, now, {
        request: body.deadline,
        seller: seller.deadlines,
        tenant: principal.tenantDeadlines,
      }),
      retryOf: null,
      now,
      actor: principal.actor.name,
    };
  }

  /**
   * A repetition is answered with its operation although it would not be taken any more: its start may have passed since.
   * @throws RequestProblemError with the errors when no guard holds the same request
   */
  private async acceptedBefore(operation: NewOperation, errors: readonly InvalidValue[]): Promise<Accepted> {
    const holder = await this.inserts.find(operation);
    if (holder?.outcome !== 'replayed') throw validationFailed(errors);
    return this.replay(holder.operation);
  }

  /**
   * Makes the operation durable, or answers with the operation that a guard holds.
   * @throws RequestProblemError when a guard holds another request, or the tenant has as many operations as it may
   */
  insert(by: Limited, operation: NewOperation, pause: SendingPause | null): Promise<Accepted> {
    return this.open.take(
      by,
      () => this.insertWhereRoom(operation, pause),
      (problem) => this.repetition(operation, problem),
    );
  }

  /** A repetition makes nothing, so it is answered also where there is no room. @throws `problem` when it is none */
  private async repetition(operation: NewOperation, problem: RequestProblemError): Promise<Accepted> {
    const before = await this.heldBy(operation);
    if (before === null) throw problem;
    return before;
  }

  private async insertWhereRoom(operation: NewOperation, pause: SendingPause | null): Promise<Accepted> {
    const isTold = await this.takers.has(operation.tenantId);
    const { outcome, operation: stored } = await this.inserts.insert({ ...operation, isTold });
    if (outcome !== 'created') return this.guarded(operation, outcome, stored);
    this.accepted.count(stored);
    beginOperation(stored);
    this.hints.send([
      { kind: 'submit', tenantId: stored.tenantId, sellerId: stored.sellerId, at: operation.now },
      ...(isTold ? [{ kind: 'notify' as const, tenantId: stored.tenantId, at: operation.now }] : []),
    ]);
    return { operation: stored, seller: null, pause, replayed: false };
  }

  /**
   * Finds out what `insert` would come to, without inserting.
   * @param repeats the operation that hands its number over to this one: the one that it repeats
   * @returns the operation that it would answer with; null when it would make one
   * @throws RequestProblemError as `insert`
   */
  async foresee(by: Limited, operation: NewOperation, repeats = operation.retryOf?.id): Promise<Accepted | null> {
    const before = await this.heldBy(operation, repeats);
    const full = before === null ? await this.open.problemOf(by) : null;
    if (full !== null) throw full;
    return before;
  }

  private async heldBy(operation: NewOperation, repeats = operation.retryOf?.id): Promise<Accepted | null> {
    const holder = await this.inserts.find(operation);
    if (holder === null || holder.outcome === 'created' || holder.operation.id === repeats) return null;
    return this.guarded(operation, holder.outcome, holder.operation);
  }

  /** What it means that a guard holds another operation. */
  private async guarded(
    operation: NewOperation,
    outcome: Exclude<InsertOutcome['outcome'], 'created'>,
    stored: Operation,
  ): Promise<Accepted> {
    switch (outcome) {
      case 'replayed':
        if (operation.retryOf !== null) throw poNumberTaken(operation, stored);
        return this.replay(stored);
      case 'already_retried':
        return this.replay(stored);
      case 'key_reused':
        throw new RequestProblemError(
          'idempotency-key-reused',
          `The Idempotency-Key "${operation.idempotencyHeader}" came before with another request, which became operation ${stored.id}; give a new request a new key.`,
          {
            members: existing(stored),
            errors: [
              {
                in: 'header',
                pointer: '/Idempotency-Key',
                detail: 'is used already',
                suggestion: 'Give a new request a new key.',
              },
            ],
          },
        );
      case 'po_number_taken':
        throw poNumberTaken(operation, stored);
      case 'po_number_in_doubt':
        throw poNumberInDoubt(operation, stored);
    }
  }

  /** Answers with the operation as a reader would see it now. */
  private async replay(stored: Operation): Promise<Accepted> {
    const found = await findOperation(this.pool, stored.tenantId, stored.id);
    return {
      operation: found?.operation ?? stored,
      seller: found?.traits ?? null,
      pause: found?.pause ?? null,
      replayed: true,
    };
  }
}

function poNumberTaken(wanted: NewOperation, holder: Operation): RequestProblemError {
  return new RequestProblemError(
    'po-number-taken',
    `The po_number "${wanted.poNumber}" at seller "${holder.sellerId}" belongs to operation ${holder.id}, which is ${holder.status}; use that one, or another number.`,
    { members: existing(holder), errors: [numberIsTaken(holder)] },
  );
}

function poNumberInDoubt(wanted: NewOperation, holder: Operation): RequestProblemError {
  return new RequestProblemError(
    'po-number-taken',
    `The po_number "${wanted.poNumber}" at seller "${holder.sellerId}" belongs to operation ${holder.id}, which is ${holder.status} although an earlier call may have booked it. Ask the publisher first; then repeat that operation with POST /v1/operations/${holder.id}/retry and "accept_double_booking": true, or use another number.`,
    { members: existing(holder), errors: [numberIsTaken(holder)] },
  );
}

function numberIsTaken({ id, status }: Operation): InvalidValue {
  return {
    in: 'body',
    pointer: '/request/po_number',
    detail: `belongs to operation ${id}, which is ${status}`,
    suggestion: 'Use that operation, or another number.',
  };
}

function existing(operation: Operation): { operation_id: string; operation_status: string } {
  return { operation_id: operation.id, operation_status: operation.status };
}
