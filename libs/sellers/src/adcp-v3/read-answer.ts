import { type Answer, type JsonObject, OperationType, refusesVersion } from '@adcp-orchestrator/domain';
import { exchangeFacts, failedCall, said } from '../dialect/answers';
import { bodyErrorOf, clipped, faultOfError } from '../faults';
import { firstText, idField, objectsField, textField } from '../json/fields';
import type { ToolReply } from '../mcp/tool-reply';
import { isAboutTheKey } from './after-refusal';
import { buyStatusOf, findingOfResult, isInApproval, settledBadly, waitingBuy } from './settle';
import { type TaskMeaning, meaningOfTask } from './status-words';

/**
 * Reads the answer to the call that was to execute the operation. The top-level `status` is the buy's on a synchronous
 * success and the task's when asynchronous; so: errors first, then what is under way or waits for approval, then
 * `media_buy_id`, which a buy that is not approved yet may have too.
 *
 * Errors beside a `media_buy_id`, an open task or a wait are warnings (AdCP 3.0, error handling): the buy or the task exists.
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
    // "failed" is the seller's definite word, unless its own error says that the failure will pass, or is no end at all.
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
  // A canceled buy is what an update may have asked for; every other bad end is one.
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
 * Beside a buy, `submitted` and `working` are only a task's words when a task is named, or nothing else is said of the buy;
 * the two others always are.
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
    // The same body as then: what it says may have changed since (AdCP 3.0, idempotency).
    replayed: body.replayed === true ? true : undefined,
    message: message === undefined ? undefined : clipped(message),
  });
}
