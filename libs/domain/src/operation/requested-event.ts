import type { JsonObject } from '../json';
import { unknownCall } from './call';
import type { Operation } from './operation';
import { overdueAt } from './overdue';
import { EventType } from './owed-event';
import { OperationStatus } from './status';
import { operationView } from './view';

/** What intake writes of an operation and nothing changes later. */
export type Intake = Pick<
  Operation,
  | 'id'
  | 'tenantId'
  | 'sellerId'
  | 'dialect'
  | 'type'
  | 'poNumber'
  | 'userId'
  | 'summary'
  | 'deadlineSeconds'
  | 'retryOf'
  | 'createdAt'
> & {
  /** It was taken in while the installation was restored: a call of it may have been made before (ADR 39). */
  mayBeForgotten: boolean;
};

/**
 * The event that an operation was handed over, with the operation as it was then. It is made from what never changes, so
 * it needs no row of its own: its id is the operation's, and it comes out the same whenever it is made.
 */
export function requestedEvent(intake: Intake): JsonObject {
  const { id, type, userId, createdAt, mayBeForgotten } = intake;
  const operation = takenOperation(intake, {
    ...KEPT_FROM_EVENTS,
    holdsPoNumber: intake.poNumber !== null,
    // What is allowed depends on the call. Its time is not shown.
    calls: mayBeForgotten ? [unknownCall(createdAt)] : [],
  });
  return {
    id,
    type: EventType.requested,
    sequence: 0,
    occurred_at: createdAt.toISOString(),
    operation_id: id,
    operation_type: type,
    user_id: userId,
    message: `Your ${type === 'create_media_buy' ? 'media buy' : type.replaceAll('_', ' ')} was handed over, and is ${mayBeForgotten ? 'looked for at' : 'sent to'} the publisher next`,
    estimated_time: null,
    estimated_time_source: null,
    media_buy_id: null,
    late: false,
    created_at: createdAt.toISOString(),
    operation: operationView(operation, null, createdAt),
  };
}

/** What else intake writes of an operation, and events do not show. */
export type IntakeKept = Pick<
  Operation,
  'holdsPoNumber' | 'account' | 'buyerRef' | 'requestKey' | 'repeatsDoubt' | 'calls'
>;

const KEPT_FROM_EVENTS = { account: null, buyerRef: null, requestKey: '', repeatsDoubt: false } as const;

/** @returns the operation as intake writes it. Each field stands here by its name: to spread fifty takes 13 µs */
export function takenOperation(intake: Omit<Intake, 'mayBeForgotten'>, kept: IntakeKept): Operation {
  const { createdAt, deadlineSeconds } = intake;
  const status = OperationStatus.requested;
  const deadlineAt = new Date(createdAt.getTime() + Math.round(deadlineSeconds * 1000));
  return {
    id: intake.id,
    tenantId: intake.tenantId,
    sellerId: intake.sellerId,
    dialect: intake.dialect,
    type: intake.type,
    status,
    statusSince: createdAt,
    sellerStatus: null,
    sellerTaskStatus: null,
    message: null,
    taskId: null,
    pendingMediaBuyId: null,
    contextId: null,
    poNumber: intake.poNumber,
    holdsPoNumber: kept.holdsPoNumber,
    userId: intake.userId,
    summary: intake.summary,
    account: kept.account,
    buyerRef: kept.buyerRef,
    outcome: null,
    outcomeFingerprint: null,
    error: null,
    requestKey: kept.requestKey,
    calls: kept.calls,
    pollAttempt: 0,
    dueKind: 'submit',
    dueAt: createdAt,
    deadlineAt,
    deadlineSeconds,
    deadlinePassedAt: null,
    deadlineWarnedFor: null,
    overdueAt: overdueAt({ status, pendingSince: null, deadlineAt, deadlineSeconds }, null),
    overdue: false,
    pendingSince: null,
    approvalSeconds: null,
    attention: null,
    acknowledged: null,
    late: false,
    conflicts: 0,
    lastConflict: null,
    retryOf: intake.retryOf,
    repeatsDoubt: kept.repeatsDoubt,
    cancelRequestedAt: null,
    eventSequence: 0,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    settledAt: null,
  };
}
