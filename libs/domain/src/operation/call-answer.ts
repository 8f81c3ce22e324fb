import { refusesVersion } from './attention';
import { type Attribution, Whose } from './attribution';
import { CallFate, callsInBudget, doubted, undone } from './call';
import type { DecisionContext } from './context';
import { isOnlyCall, unsentAtDeadline } from './deadline-passed';
import type { Decision, Patch } from './decision';
import type { FindingOf, Observation } from './observation';
import type { Operation } from './operation';
import { ATTEMPTS_IN_BUDGET, replayWindowIsOpen } from './schedule';
import { executedCalls, isCalling } from './sending';
import { OperationStatus } from './status';

const S = OperationStatus;

/**
 * Decides what progress on the open connection means: the call still belongs to its worker, and its answer is yet to
 * come.
 */
export function callGoesOn(operation: Operation, status: OperationStatus, { whose }: Attribution): Decision {
  if (operation.status !== S.submitting || whose === Whose.earlierCall) {
    return { verdict: 'unchanged', reason: `the call goes on, after ${operation.status}` };
  }
  return {
    verdict: 'transitions',
    to: [status],
    patch: { keepsCall: true },
    reason: `the seller says ${status}, and the call goes on`,
  };
}

/** Decides what follows when a call provably did nothing. */
export function notExecuted(
  operation: Operation,
  observation: Observation,
  { error, unauthorized }: FindingOf<'not_executed'>,
  { whose }: Attribution,
  context: DecisionContext,
): Decision {
  const calls = undone(operation);
  // The deadline passed while this call was open. The call did nothing, so there is nothing left to watch for.
  if (operation.status === S.timedOut && isOnlyCall(operation, observation)) {
    return {
      verdict: 'transitions',
      to: [S.failed],
      patch: { ...unsentAtDeadline(error), calls },
      reason: `the call under way at the deadline did not execute: ${error.message}`,
    };
  }
  if (!isCalling(operation) || whose === Whose.earlierCall) {
    return { verdict: 'stale', reason: `a call that did not execute, after ${operation.status}` };
  }
  // Was a call made since a person last sent the operation? If not, the person's risk is not used up, and the call
  // still waits to go out. If so, all calls count: an earlier one may have booked, and that this one did nothing proves
  // nothing about it.
  if (executedCalls(operation).present.length > 0 && calls.some(({ fate }) => fate === CallFate.unknown)) {
    const reason = `${error.message}; an earlier call may have executed`;
    return refusesVersion(error.code)
      ? { verdict: 'transitions', to: [S.inDoubt], patch: { error, calls }, reason }
      : resendOrDoubt(operation, { error, calls }, reason, context);
  }
  return {
    verdict: 'transitions',
    to: [unauthorized === true ? S.pendingPermission : S.requested],
    patch: { error, calls },
    reason: `the call did not execute: ${error.message}`,
  };
}

/** Decides what follows when a call may have been executed. */
export function unproven(
  operation: Operation,
  { error, escalate }: FindingOf<'unproven'>,
  { whose }: Attribution,
  context: DecisionContext,
): Decision {
  const calling = operation.status === S.submitting || operation.status === S.working;
  // A known task is followed by polls, even if the call that was to bring its end is lost.
  const followed = operation.status === S.working && operation.taskId !== null;
  if (!calling || followed || whose === Whose.earlierCall) {
    return { verdict: 'stale', reason: `a call that may have executed, after ${operation.status}` };
  }
  const patch: Patch = { error, calls: doubted(operation) };
  const reason = `it may have executed: ${error.message}`;
  if (escalate === true || !isCalling(operation)) {
    return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
  }
  return resendOrDoubt(operation, patch, reason, context);
}

/** Sends the same bytes and key again while the seller promises to replay them. Otherwise the operation is in doubt. */
function resendOrDoubt(operation: Operation, patch: Patch, reason: string, context: DecisionContext): Decision {
  if (callsInBudget(operation) < ATTEMPTS_IN_BUDGET && replayWindowIsOpen(operation, context)) {
    return {
      verdict: 'transitions',
      to: operation.status === S.submitting ? [] : [S.submitting],
      patch: { ...patch, releaseLease: true },
      reason: `${reason}; the same bytes and key go out again`,
    };
  }
  return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
}
