import type { JsonObject } from '../json';
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
>;

/**
 * The event that an operation was handed over, with the operation as it was then. It is made from what never changes, so
 * it needs no row of its own: its id is the operation's, and it comes out the same whenever it is made.
 */
export function requestedEvent(intake: Intake): JsonObject {
  const { id, type, userId, createdAt } = intake;
  return {
    id,
    type: EventType.requested,
    sequence: 0,
    occurred_at: createdAt.toISOString(),
    operation_id: id,
    operation_type: type,
    user_id: userId,
    message: `Your ${type === 'create_media_buy' ? 'media buy' : type.replaceAll('_', ' ')} was handed over, and is sent to the publisher next`,
    estimated_time: null,
    estimated_time_source: null,
    media_buy_id: null,
    late: false,
    created_at: createdAt.toISOString(),
    operation: operationView(asTaken(intake), null, createdAt),
  };
}

/** The operation as intake wrote it. What the view does not show is left empty. */
function asTaken(intake: Intake): Operation {
  const { createdAt, deadlineSeconds } = intake;
  const status = OperationStatus.requested;
  const deadlineAt = new Date(createdAt.getTime() + Math.round(deadlineSeconds * 1000));
  return {
    ...intake,
    status,
    statusSince: createdAt,
    sellerStatus: null,
    sellerTaskStatus: null,
    message: null,
    taskId: null,
    pendingMediaBuyId: null,
    contextId: null,
    holdsPoNumber: intake.poNumber !== null,
    account: null,
    buyerRef: null,
    outcome: null,
    outcomeFingerprint: null,
    error: null,
    requestKey: '',
    calls: [],
    pollAttempt: 0,
    dueKind: 'submit',
    dueAt: createdAt,
    deadlineAt,
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
    repeatsDoubt: false,
    cancelRequestedAt: null,
    eventSequence: 0,
    version: 1,
    updatedAt: createdAt,
    settledAt: null,
  };
}
