import type { DecisionContext } from './context';
import type { Observation } from './observation';
import type { Operation } from './operation';
import { callBeforeRetryMayHaveBooked, isCallOpen } from './sending';
import { OperationStatus } from './status';

/**
 * Whether a word speaks of what was before a person's retry. Bound now, the old task would make the new call's own task a
 * conflict that nobody follows. A task that nobody knew yet is another matter: it proves that an earlier call executed. So
 * is a call's own answer that names the old task: the seller has made no other.
 */
export function isFromBefore(
  operation: Operation,
  observation: Observation,
  { formerTasks }: DecisionContext,
): boolean {
  const { source, taskId } = observation;
  const mayTellOfATask = taskId !== undefined && waitsForItsStart(operation, observation);
  if (isAskedBeforeTheCall(operation, observation) && !mayTellOfATask) return true;
  if (taskId !== undefined) return mayNameFormerTask(operation, observation) && formerTasks?.has(taskId) === true;
  // Only what was sent is polled.
  return source === 'poll' && operation.status === OperationStatus.requested;
}

/**
 * Whether the task that is named may be one of before a retry, so that the gate has to read whether it is: not when the
 * operation is bound, and not when the call under way is answered by it.
 */
export function mayNameFormerTask(operation: Operation, observation: Observation): boolean {
  const answersTheCall = observation.source === 'response' || observation.callRefused === true;
  return operation.taskId === null && (!answersTheCall || isOfAnotherCall(operation, observation));
}

/**
 * Asked while another call was the last one. While one is under way only whoever made it asks about it, and says so; all
 * else was asked before, even under the same number: a call that is claimed has its own number only when it starts.
 */
export function isAskedBeforeTheCall(operation: Operation, observation: Observation): boolean {
  if (!isAsked(observation)) return false;
  const others = isCalling(operation) && observation.ofTheCall !== true;
  return others || isOfAnotherCall(operation, observation);
}

/** The next call is claimed and has not gone out: what an earlier one has made can still spare it. */
function waitsForItsStart(operation: Operation, observation: Observation): boolean {
  return (
    operation.status === OperationStatus.submitting &&
    operation.callStartedAt === null &&
    !isOfAnotherCall(operation, observation)
  );
}

/**
 * Whether nobody can tell which call this speaks of: one before a person's retry may have executed, and the seller names
 * no task, or one that nobody knows. The answer to a call speaks of that call.
 */
export function mayBeOfCallBeforeRetry(operation: Operation, observation: Observation): boolean {
  const ofTheCall = observation.source === 'response' || isOfKnownWork(operation, observation);
  return !ofTheCall && callBeforeRetryMayHaveBooked(operation);
}

/** Whether it speaks of the task, or of the waiting buy, that the seller named for this operation; a retry forgets both. */
export function isOfKnownWork(operation: Operation, { taskId, finding }: Observation): boolean {
  const mediaBuyId = finding.kind === 'settled' ? finding.outcome.mediaBuyId : undefined;
  return (
    (taskId !== undefined && taskId === operation.taskId) ||
    (mediaBuyId !== undefined && mediaBuyId === operation.pendingMediaBuyId)
  );
}

/** The answer to a question of ours, which is put again and again. */
export function isAsked({ source }: Observation): boolean {
  return source === 'poll' || source === 'reconcile';
}

/** A worker waits for the answer to a call. */
export function isCalling(operation: Operation): boolean {
  return operation.status === OperationStatus.submitting || isCallOpen(operation);
}

/** A call that was taken over answers late: what it says of its own failure tells nothing of the call since. */
export function isOfAnotherCall(operation: Operation, observation: Observation): boolean {
  return observation.attempt !== undefined && observation.attempt !== operation.attempt;
}
