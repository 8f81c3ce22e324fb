import { type Answer, type JsonObject, OperationType, refusesVersion } from '@adcp-orchestrator/domain';
import { exchangeFacts, failedCall, said } from '../dialect/answers';
import { bodyErrorOf, clipped, faultOfError } from '../faults';
import { firstText, idField, objectsField, textField } from '../json/fields';
import type { ToolReply } from '../mcp/tool-reply';
import { isAboutTheKey } from './after-refusal';
import { buyStatusOf, findingOfResult, isInApproval, settledBadly, waitingBuy } from './settle';
import { type TaskMeaning, meaningOfTask } from './status-words';

/**
 * Reads the answer to the call that was to execute the operation. The top-level `status` is ambiguous: on a synchronous
 * success it is the buy's, otherwise the task's. So errors are read first, then what is under way or waits for
 * approval, and `media_buy_id` last: a buy that is not approved yet may have one too.
 *
 * Errors beside a `media_buy_id`, an open task or a wait are only warnings: the buy or the task exists (AdCP 3.0, error
 * handling).
 */
export function readCallAnswer(type: OperationType, reply: ToolReply): Answer {
  if (!reply.ok) return failedCall(reply, reply.fault);
  const { body } = reply;
  const status = textField(body, 'status');
  const meaning = meaningOfTask(status);
  const hasBuy = idField(body, 'media_buy_id') !== undefined;
  const facts = { ...exchangeFacts(reply), ...wordsOf(body, status, meaning) };

  const error = bodyErrorOf(body);
  const ended = meaning?.kind === 'ended' && meaning.as !== 'completed' ? meaning.as : null;
  const waits = meaning?.kind === 'pending' || (ended === null && isInApproval(body));
  if (error !== null && !hasBuy && !waits) {
    const fault = faultOfError(error);
    // "failed" is the seller's definite word. It is none when the error says that the failure will pass, or when the
    // error is about the key or the release.
    if (ended !== null && fault.recovery !== 'transient' && !isAboutTheKey(fault) && !refusesVersion(fault.code))
      return { ...facts, finding: settledBadly(ended, body) };
    return { ...facts, ...failedCall(reply, fault) };
  }
  const finding = findingOf(type, body, meaning, hasBuy) ?? { kind: 'unknown_word', word: status ?? '(no status)' };
  return { ...facts, ...waitingBuy(finding, body), finding };
}

function findingOf(
  type: OperationType,
  body: JsonObject,
  meaning: TaskMeaning | null,
  hasBuy: boolean,
): Answer['finding'] | null {
  if (meaning?.kind === 'pending' && (!hasBuy || isTaskUnderWay(body))) return meaning;
  const ended = meaning?.kind === 'ended' ? meaning.as : null;
  // An update may have asked for the cancellation, so "canceled" beside a buy is its success. Every other bad word is a
  // bad end.
  if (
    ended === 'failed' ||
    ended === 'rejected' ||
    (ended === 'canceled' && !(hasBuy && type === 'update_media_buy'))
  ) {
    return settledBadly(ended, body);
  }
  if (hasBuy || isInApproval(body)) return findingOfResult(type, body);
  if (type === OperationType.createMediaBuy)
    return ended === 'completed' ? { kind: 'pending', status: 'approved' } : null;
  const hasResult = type === OperationType.syncCreatives && objectsField(body, 'creatives') !== undefined;
  return hasResult || ended === 'completed' ? findingOfResult(type, body) : null;
}

/**
 * Whether the status is a task's. Beside a buy, `submitted` and `working` are a task's words only when a task is named,
 * or when nothing else is said of the buy. `input-required` and `auth-required` always are.
 */
function isTaskUnderWay(body: JsonObject): boolean {
  const status = textField(body, 'status');
  if (status === 'input-required' || status === 'auth-required') return true;
  return idField(body, 'task_id') !== undefined || textField(body, 'media_buy_status') === undefined;
}

function wordsOf(body: JsonObject, status: string | undefined, meaning: TaskMeaning | null): Partial<Answer> {
  const taskId = idField(body, 'task_id');
  const message = firstText(body, 'message');
  return said({
    sellerStatus: buyStatusOf(body),
    sellerTaskStatus: taskId !== undefined && meaning !== null ? status : undefined,
    taskId,
    contextId: textField(body, 'context_id'),
    // The seller repeats an old body. What it says may have changed since (AdCP 3.0, idempotency).
    replayed: body.replayed === true ? true : undefined,
    message: message === undefined ? undefined : clipped(message),
  });
}
