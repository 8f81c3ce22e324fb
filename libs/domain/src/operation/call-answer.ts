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

/** Progress on the open connection: the call is still the worker's that made it, and its answer is yet to come. */
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

/** `decide` for a call that provably did nothing. */
export function notExecuted(
  operation: Operation,
  observation: Observation,
  { error, unauthorized }: FindingOf<'not_executed'>,
  { whose }: Attribution,
  context: DecisionContext,
): Decision {
  const calls = undone(operation);
  // The deadline fell into this call: now that it is known to have done nothing, there is nothing to watch for.
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
  // Held back before any call since a person's retry, what that person allowed still waits to be done. Otherwise it is
  // judged over all calls: an earlier one may have booked it, so that this one proves nothing.
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

/** `decide` for a call that may have been executed. */
export function unproven(
  operation: Operation,
  { error, escalate }: FindingOf<'unproven'>,
  { whose }: Attribution,
  context: DecisionContext,
): Decision {
  const calling = operation.status === S.submitting || operation.status === S.working;
  // A known task is followed by polls, whatever became of the call that was to bring its end.
  const followed = operation.status === S.working && operation.taskId !== null;
  if (!calling || followed || whose === Whose.earlierCall) {
    return { verdict: 'stale', reason: `a call without proof, after ${operation.status}` };
  }
  const patch: Patch = { error, calls: doubted(operation) };
  const reason = `it may have executed: ${error.message}`;
  if (escalate === true || !isCalling(operation)) {
    return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
  }
  return resendOrDoubt(operation, patch, reason, context);
}

/** The same bytes and key go out again while the seller promises to replay them; otherwise it stays in doubt. */
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
