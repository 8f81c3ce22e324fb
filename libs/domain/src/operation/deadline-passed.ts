import { CallFate, attemptOf } from './call';
import type { DecisionContext } from './context';
import type { Decision, Patch } from './decision';
import type { Observation } from './observation';
import type { Operation } from './operation';
import type { OperationError } from './outcome';
import { executedCalls, isUnsent } from './sending';
import { OperationStatus, isSettled } from './status';

const S = OperationStatus;

/** Decides what a passed deadline means (guide, Timeout Handling). */
export function deadlinePassed(operation: Operation, context: DecisionContext): Decision {
  const { status } = operation;
  if (isSettled(status) || operation.deadlinePassedAt !== null) {
    return { verdict: 'unchanged', reason: 'the deadline no longer matters' };
  }
  if (context.now < operation.deadlineAt) return { verdict: 'unchanged', reason: 'the deadline has not passed' };
  const deadlinePassedAt = context.now;
  if (isUnsent(operation)) {
    return {
      verdict: 'transitions',
      to: [S.failed],
      patch: { ...unsentAtDeadline(operation.error), deadlinePassedAt },
      reason: 'the deadline passed before it was sent',
    };
  }
  if (status === S.inDoubt) {
    return { verdict: 'transitions', to: [], patch: { deadlinePassedAt }, reason: 'it was in doubt at its deadline' };
  }
  return {
    verdict: 'transitions',
    to: [S.timedOut],
    patch: { deadlinePassedAt },
    reason: 'the deadline passed with no outcome',
  };
}

/** @param last the error that kept it from being sent; null when it was not tried */
export function unsentAtDeadline(last: OperationError | null): Patch {
  const error: OperationError = {
    code: 'DEADLINE_BEFORE_SUBMISSION',
    message: 'The deadline passed before the request could be sent; nothing was booked.',
    recovery: 'terminal',
    ...(last === null ? {} : { details: { last_error: { code: last.code, message: last.message } } }),
  };
  return { outcome: { status: 'failed', error }, outcomeFingerprint: null, error: null };
}

/**
 * Whether this answers the operation's only call that can have executed, while that call is still open and has no task.
 * Then the answer tells everything.
 */
export function isOnlyCall(operation: Operation, observation: Observation): boolean {
  const { superseded, present } = executedCalls(operation);
  const [call, ...others] = [...superseded, ...present];
  return (
    call !== undefined &&
    others.length === 0 &&
    call.number === observation.attempt &&
    call.number === attemptOf(operation) &&
    call.fate === CallFate.open &&
    operation.taskId === null
  );
}
