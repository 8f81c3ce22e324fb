import type { Json, JsonObject } from '../json';
import { type SendingPause, waitingReason } from '../sellers/pause';
import { attemptOf } from './call';
import type { SellerTraits } from './context';
import { estimatedCompletion } from './estimate';
import type { Operation } from './operation';
import type { OperationError } from './outcome';
import { allowedActions } from './operator-action';
import { summaryView } from './summary';
import { waitingFor } from './waiting-for';
import { whatToDo } from './what-to-do';

/** An error as JSON. */
export function errorView(error: OperationError | null): Json {
  if (error === null) return null;
  return {
    code: error.code,
    message: error.message,
    recovery: error.recovery,
    field: error.field ?? null,
    suggestion: error.suggestion ?? null,
    retry_after: error.retryAfter ?? null,
    details: error.details ?? null,
  };
}

/**
 * An operation as the desk reads it, over REST and in notifications alike.
 * @param seller null when nothing is known of it: its id stands for its name then
 * @param now an estimate that has passed by then is not shown. `overdue` is the row's own: filters and counts read the same
 * @param pause what holds the sending back; null when nothing does, and in notifications, which tell of turns
 */
export function operationView(
  operation: Operation,
  seller: Pick<SellerTraits, 'name' | 'approvalSeconds'> | null,
  now: Date,
  pause: SendingPause | null = null,
): JsonObject {
  const { outcome } = operation;
  return {
    id: operation.id,
    type: operation.type,
    status: operation.status,
    status_since: operation.statusSince.toISOString(),
    seller_id: operation.sellerId,
    seller_status: operation.sellerStatus,
    seller_task_status: operation.sellerTaskStatus,
    waiting_reason: waitingReason(operation, pause),
    summary: summaryView(operation.summary),
    waiting_for: waitingFor(operation.status),
    overdue: operation.overdue,
    overdue_at: isoOrNull(operation.overdueAt),
    attention: attentionView(operation, seller?.name ?? operation.sellerId),
    message: operation.message,
    task_id: operation.taskId,
    context_id: operation.contextId,
    po_number: operation.poNumber,
    user_id: operation.userId,
    media_buy_id: outcome?.mediaBuyId ?? operation.pendingMediaBuyId,
    creative_deadline: outcome?.creativeDeadline ?? null,
    result: outcome?.result ?? null,
    result_omitted: outcome?.resultOmitted === true,
    error: errorView(outcome?.error ?? operation.error),
    estimated_completion: estimatedCompletion(operation, seller?.approvalSeconds ?? null, now),
    allowed_actions: allowedActions(operation),
    attempt: attemptOf(operation),
    retry_of: operation.retryOf,
    cancel_requested_at: isoOrNull(operation.cancelRequestedAt),
    late: operation.late,
    conflicts: operation.conflicts,
    next_poll_at: operation.dueKind === 'poll' ? isoOrNull(operation.dueAt) : null,
    deadline_at: operation.deadlineAt.toISOString(),
    created_at: operation.createdAt.toISOString(),
    updated_at: operation.updatedAt.toISOString(),
    settled_at: isoOrNull(operation.settledAt),
    version: operation.version,
  };
}

function attentionView(operation: Operation, seller: string): Json {
  const { attention } = operation;
  if (attention === null) return null;
  const { reason, since, assignee, note } = attention;
  return { reason, since: since.toISOString(), what_to_do: whatToDo(operation, reason, seller), assignee, note };
}

function isoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
