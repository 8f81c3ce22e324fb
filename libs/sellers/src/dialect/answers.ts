import { type Answer, type BuyAnswer, type Finding, endsBadly } from '@adcp-orchestrator/domain';
import { type SellerFault, findingOfFault, operationErrorOf } from '../faults';
import type { ToolReply } from '../mcp/tool-reply';

/** What the HTTP exchange adds to an answer. */
export function exchangeFacts(reply: ToolReply): Pick<Answer, 'httpStatus' | 'durationMs' | 'retryAfterSeconds'> {
  const httpStatus = reply.ok ? reply.httpStatus : (reply.fault.httpStatus ?? reply.httpStatus);
  const retryAfter = reply.ok ? reply.retryAfter : (reply.fault.retryAfter ?? reply.retryAfter);
  return {
    durationMs: reply.durationMs,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
  };
}

/** The answer to a failed call that was to execute the operation. */
export function failedCall(reply: ToolReply, fault: SellerFault): Answer {
  return { ...exchangeFacts(reply), finding: findingOfFault(fault), message: fault.message };
}

/** The answer to a failed question: nothing was learned of the operation. */
export function failedAsk(reply: ToolReply, fault: SellerFault): Answer {
  const finding: Finding = { kind: 'ask_failed', error: operationErrorOf(fault) };
  return { ...exchangeFacts(reply), finding };
}

/**
 * Joins what is known of the task with a buy that was found by our reference. A bad end of that buy may belong to an
 * earlier operation with the same reference. So the answer then does not name the task, which has said no such thing.
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

/** @returns the object without its undefined fields, so that "not said" is never taken for a word */
export function said<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
