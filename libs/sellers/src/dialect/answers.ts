import { type Answer, type BuyAnswer, type Finding, endsBadly } from '@adcp-orchestrator/domain';
import { type SellerFault, findingOfFault, operationErrorOf } from '../faults';
import type { ToolReply } from '../mcp/tool-reply';

/** What the exchange itself adds to an answer. */
export function exchangeFacts(reply: ToolReply): Pick<Answer, 'httpStatus' | 'durationMs' | 'retryAfterSeconds'> {
  const httpStatus = reply.ok ? reply.httpStatus : (reply.fault.httpStatus ?? reply.httpStatus);
  const retryAfter = reply.ok ? reply.retryAfter : (reply.fault.retryAfter ?? reply.retryAfter);
  return {
    durationMs: reply.durationMs,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
  };
}

/** The answer to a call that was to execute the operation, and failed. */
export function failedCall(reply: ToolReply, fault: SellerFault): Answer {
  return { ...exchangeFacts(reply), finding: findingOfFault(fault), message: fault.message };
}

/** The answer to a question that could not be asked: nothing was learned of the operation. */
export function failedAsk(reply: ToolReply, fault: SellerFault): Answer {
  const finding: Finding = { kind: 'ask_failed', error: operationErrorOf(fault) };
  return { ...exchangeFacts(reply), finding };
}

/**
 * What a buy proves that was found by our reference, beside what is known of the task. A bad end may be an earlier
 * operation's with the same reference: the task has not said so, and the answer does not name it.
 */
export function withFoundBuy(known: Answer, found: Answer): Answer {
  const answer = { ...known, ...found };
  if (found.finding.kind === 'settled' && endsBadly(found.finding.outcome)) delete answer.taskId;
  return answer;
}

/** The answer for a media buy that could not be asked about. */
export function failedFollow(fault: SellerFault): BuyAnswer {
  const error = operationErrorOf(fault);
  return {
    kind: 'ask_failed',
    error,
    ...(fault.retryAfter === undefined ? {} : { retryAfterSeconds: fault.retryAfter }),
  };
}

/** @returns the object without the fields that are undefined, so that "not said" is never mistaken for a word. */
export function said<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
