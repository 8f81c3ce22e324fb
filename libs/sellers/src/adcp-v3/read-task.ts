import { type Answer, type Finding, type JsonObject, OperationType, operationTypes } from '@adcp-orchestrator/domain';
import { said } from '../dialect/answers';
import { taskTimesOf } from '../dialect/task-times';
import { clipped } from '../faults';
import { firstText, idField, objectField, textField } from '../json/fields';
import { fingerprintOf } from './fingerprint';
import { buyStatusOf, findingOfResult, isInApproval, settledBadly, waitingBuy } from './settle';
import { meaningOfTask } from './status-words';

/** The operation type that a task names; null when no operation is of that type. */
export function typeOfTask(task: JsonObject): OperationType | null {
  const word = textField(task, 'task_type');
  return operationTypes.find((type) => type === word) ?? null;
}

/**
 * Reads a task body: the answer to a poll, or a webhook's envelope (AdCP 3.0, tasks/get and MCP webhook payload).
 * @param type the operation's type, when it is known; otherwise the task's own
 */
export function readTask(type: OperationType | null, task: JsonObject): Answer {
  const result = objectField(task, 'result');
  const status = textField(task, 'status');
  const message = firstText(task, 'message');
  const finding = findingOf(type, task, status, result);
  return said<Answer>({
    taskTimes: taskTimesOf(task, 'completed_at'),
    finding,
    ...waitingBuy(finding, result, task),
    taskId: idField(task, 'task_id'),
    contextId: textField(task, 'context_id'),
    sellerTaskStatus: status,
    sellerStatus: result === undefined ? undefined : buyStatusOf(result),
    message: message === undefined ? undefined : clipped(message),
  });
}

function findingOf(
  type: OperationType | null,
  task: JsonObject,
  status: string | undefined,
  result: JsonObject | undefined,
): Finding {
  const meaning = meaningOfTask(status);
  if (meaning === null || status === undefined) return { kind: 'unknown_word', word: status ?? '(no status)' };
  if (meaning.kind === 'pending') return meaning;
  // Some sellers say beside the result, instead of in it, that the buy still waits.
  if (meaning.as === 'completed' && isInApproval({ media_buy_status: task.media_buy_status ?? null })) {
    return { kind: 'pending', status: 'pending_approval' };
  }
  const finding = meaning.as === 'completed' ? completed(type, result) : settledBadly(meaning.as, result, task);
  if (finding.kind !== 'settled') return finding;
  const fingerprint = fingerprintOf(type, status, result);
  return fingerprint === undefined ? finding : { ...finding, fingerprint };
}

/**
 * Reads a completed task. That the task is done does not mean that the buy is approved. A create without a buy in its
 * result is approved, and its buy still has to be found. Any other type is done.
 */
function completed(type: OperationType | null, result: JsonObject | undefined): Finding {
  if (result === undefined) {
    if (type === OperationType.createMediaBuy) return { kind: 'pending', status: 'approved' };
    return { kind: 'settled', outcome: { status: 'completed' } };
  }
  return findingOfResult(type, result) ?? { kind: 'pending', status: 'approved' };
}
