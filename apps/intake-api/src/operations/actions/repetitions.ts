import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import {
  type AskedKey,
  type Clock,
  type JsonObject,
  type Operation,
  repetitionMayBookTwice,
} from '@adcp-orchestrator/domain';
import { type FoundOperation, type NewOperation, readRequest } from '@adcp-orchestrator/ledger';
import { POOL, canonicalHash } from '@adcp-orchestrator/platform';
import { type InvalidValue, invalidBody, notFound, validationFailed } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { Intake } from '../intake/intake';
import { type IntakeSeller, IntakeSellers } from '../intake/intake-sellers';
import { poNumberErrors } from '../intake/po-number';
import { RequestChecks } from '../intake/request-checks';
import { accountOf, buyerRefErrors, buyerRefOf } from '../intake/request-identities';
import { type Acted, type Acting, askedBy } from './acted';
import type { RetryBody } from './action-bodies';
import { notAllowed } from './action-problems';
import { REPETITION_RISK, repeatConsequence } from './consequence';

/** What the new operation asks the seller for. */
interface Wanted {
  request: JsonObject;
  requestHash: string;
  poNumber: string | null;
}

/** Repeats operations that ended badly as new ones. The outcome of the old one stays as it is. */
@Injectable()
export class Repetitions {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly intake: Intake,
    private readonly sellers: IntakeSellers,
    private readonly checks: RequestChecks,
  ) {}

  /**
   * @param key what is kept of the `Idempotency-Key`, given what the repetition means
   * @throws RequestProblemError when it may book twice, its corrected request is not valid, or another holds its number
   */
  async repeat(
    principal: Acting,
    found: FoundOperation,
    body: RetryBody,
    key: (consequence: string) => AskedKey | null,
  ): Promise<Acted> {
    const { operation: old, pause } = found;
    const repetition = await this.repetitionOf(principal, old, body, key(repeatConsequence(old, false)));
    const { operation, replayed } = await this.intake.insert(principal, repetition, pause);
    if (replayed && body.request !== undefined) {
      await this.assertSameRequest(principal, old, operation, repetition.requestHash);
    }
    return { ...found, operation, consequence: repeatConsequence(old, replayed), replayed, isNew: !replayed };
  }

  /**
   * Finds out what `repeat` would come to, without repeating.
   * @returns what it would mean
   * @throws RequestProblemError as `repeat`
   */
  async foresee(principal: Acting, { operation: old }: FoundOperation, body: RetryBody): Promise<string> {
    const before = await this.intake.foresee(principal, await this.repetitionOf(principal, old, body, null));
    return repeatConsequence(old, before !== null);
  }

  private async repetitionOf(
    principal: Acting,
    old: Operation,
    body: RetryBody,
    key: AskedKey | null,
  ): Promise<NewOperation> {
    const inDoubt = repetitionMayBookTwice(old);
    const seller = await this.sellerOf(principal, old, body);
    const { request, requestHash, poNumber } = await this.wanted(principal, old, seller, body.request);
    const now = this.clock.now();
    return {
      id: uuidv7(),
      tenantId: principal.tenantId,
      sellerId: old.sellerId,
      dialect: seller.dialect,
      type: old.type,
      request,
      requestHash,
      requestKey: uuidv4(),
      idempotencyHeader: null,
      poNumber,
      userId: old.userId,
      account: accountOf(request),
      buyerRef: buyerRefOf(request),
      // The new operation gets as much time as the first one had.
      deadlineAt: new Date(now.getTime() + old.deadlineSeconds * 1000),
      retryOf: { id: old.id, version: old.version, inDoubt, asked: key ?? undefined, by: askedBy(principal) },
      now,
      actor: principal.actor.name,
    };
  }

  private async sellerOf(principal: Acting, old: Operation, body: RetryBody): Promise<IntakeSeller> {
    if (repetitionMayBookTwice(old) && !body.accept_double_booking) throw notAllowed(old, REPETITION_RISK);
    const seller = await this.sellers.find(principal.tenantId, old.sellerId);
    if (seller === null) throw notAllowed(old, `the seller "${old.sellerId}" was deleted`);
    return seller;
  }

  private async wanted(
    principal: Acting,
    old: Operation,
    seller: IntakeSeller,
    corrected: JsonObject | undefined,
  ): Promise<Wanted> {
    if (corrected === undefined) {
      const asked = await readRequest(this.pool, principal.tenantId, old.id);
      if (asked === null) throw notFound('operation', old.id);
      return { ...asked, poNumber: old.poNumber };
    }
    if (old.status === 'canceled') {
      throw notAllowed(old, 'a corrected "request" belongs to one that is failed or rejected');
    }
    const errors: InvalidValue[] = [
      ...poNumberErrors({ type: old.type, request: corrected }),
      ...buyerRefErrors(corrected),
      ...this.checks.request(seller, old.type, corrected).errors,
    ];
    if (errors.length > 0) throw validationFailed(errors);
    const numbered = numberOf(old, corrected);
    return {
      ...numbered,
      requestHash: canonicalHash({ type: old.type, seller_id: seller.id, request: numbered.request }),
    };
  }

  /** An operation is repeated once. A second correction must not be answered with the first one's operation. */
  private async assertSameRequest(principal: Acting, old: Operation, made: Operation, hash: string): Promise<void> {
    const asked = await readRequest(this.pool, principal.tenantId, made.id);
    if (asked === null || asked.requestHash === hash) return;
    throw notAllowed(old, `it was repeated before, with another request, as operation ${made.id}: correct that one`);
  }
}

/**
 * The number of a corrected create (ADR 15): without one of its own it keeps that of the operation which it repeats. While
 * that one still holds its number, because it may be booked, no other may be named: the number would be set free.
 */
function numberOf(old: Operation, corrected: JsonObject): Pick<Wanted, 'request' | 'poNumber'> {
  const own = typeof corrected.po_number === 'string' ? corrected.po_number : null;
  if (old.holdsPoNumber && own !== null && own !== old.poNumber) {
    throw invalidBody(
      '/request/po_number',
      `must be "${old.poNumber}": operation ${old.id} holds that number, because it may be booked`,
    );
  }
  const poNumber = own ?? old.poNumber;
  return { request: poNumber === null ? corrected : { ...corrected, po_number: poNumber }, poNumber };
}
