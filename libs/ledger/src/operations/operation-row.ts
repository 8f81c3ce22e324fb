import { type Attention, type Operation, attentionReason } from '@adcp-orchestrator/domain';
import type { OperationRow } from '../schema/operation';

/** The columns that make an `Operation`; the request and the sealed call are read only where they are needed. */
export const operationColumns = `o.id, o.tenant_id, o.seller_id, o.dialect, o.type, o.status, o.seller_status,
  o.seller_task_status, o.message, o.task_id, o.context_id, o.po_number, o.user_id, o.account, o.buyer_ref, o.outcome,
  o.outcome_fingerprint, o.error, o.attempt, o.attempts_in_budget, o.call_started_at, o.first_call_at, o.frozen_revision,
  o.may_have_executed, o.pending_media_buy_id, o.poll_attempt, o.due_kind, o.due_at, o.deadline_at, o.deadline_seconds, o.deadline_passed_at, o.pending_since,
  o.attention_reason, o.attention_since, o.late, o.conflicts, o.last_conflict, o.retry_of, o.cancel_requested_at, o.event_sequence, o.version, o.created_at, o.updated_at,
  o.settled_at`;

/** @returns the aggregate that a row holds. */
export function operationOf(row: OperationRow): Operation {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    sellerId: row.seller_id,
    dialect: row.dialect,
    type: row.type,
    status: row.status,
    sellerStatus: row.seller_status,
    sellerTaskStatus: row.seller_task_status,
    message: row.message,
    taskId: row.task_id,
    pendingMediaBuyId: row.pending_media_buy_id,
    contextId: row.context_id,
    poNumber: row.po_number,
    userId: row.user_id,
    account: row.account,
    buyerRef: row.buyer_ref,
    outcome: row.outcome,
    outcomeFingerprint: row.outcome_fingerprint,
    error: row.error,
    attempt: row.attempt,
    attemptsInBudget: row.attempts_in_budget,
    callStartedAt: row.call_started_at,
    firstCallAt: row.first_call_at,
    frozenRevision: row.frozen_revision,
    mayHaveExecuted: row.may_have_executed,
    pollAttempt: row.poll_attempt,
    dueKind: row.due_kind,
    dueAt: row.due_at,
    deadlineAt: row.deadline_at,
    deadlineSeconds: row.deadline_seconds ?? (row.deadline_at.getTime() - row.created_at.getTime()) / 1000,
    deadlinePassedAt: row.deadline_passed_at,
    pendingSince: row.pending_since,
    attention: attentionOf(row),
    late: row.late,
    conflicts: row.conflicts,
    lastConflict: row.last_conflict,
    retryOf: row.retry_of,
    cancelRequestedAt: row.cancel_requested_at,
    eventSequence: row.event_sequence,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    settledAt: row.settled_at,
  };
}

/**
 * The reason is judged anew. A process of the release before, while a deployment rolls, moves rows without these columns:
 * what they say counts as far as it fits, and the gate's next write of the row puts them right.
 */
function attentionOf(row: OperationRow): Attention | null {
  const { status, task_id: taskId, error, updated_at: updatedAt } = row;
  const reason = attentionReason({ status, hasTask: taskId !== null, errorCode: error?.code ?? null });
  if (reason === null) return null;
  return { reason, since: (row.attention_reason === reason ? row.attention_since : null) ?? updatedAt };
}
