import { type Call, CallFate } from './call';
import type { Operation } from './operation';
import { OperationStatus, isSettled } from './status';

/** The calls that may have been executed. */
export interface ExecutedCalls {
  /** Before a person last sent it again. */
  superseded: Call[];
  /** Since then. */
  present: Call[];
}

/** @returns the calls that may have been executed */
export function executedCalls({ calls }: Pick<Operation, 'calls'>): ExecutedCalls {
  const executed = calls.filter(({ fate }) => fate !== CallFate.notExecuted);
  return {
    superseded: executed.filter((call) => call.superseded),
    present: executed.filter((call) => !call.superseded),
  };
}

/** @returns whether some call of this operation may have been executed, judged over all of them. */
export function mayHaveBooked({ calls }: Operation): boolean {
  return calls.some(({ fate }) => fate !== CallFate.notExecuted);
}

/**
 * @returns whether a bad end that is told of one call leaves another that may book: one since a person last sent it, or
 *   one of several before
 */
export function mayStillBook(operation: Operation): boolean {
  const { superseded, present } = executedCalls(operation);
  return !isSettled(operation.status) && (present.length > 0 || superseded.length > 1);
}

/** @returns whether a call before the last one may have been executed, and nothing said later tells. */
export function earlierCallMayHaveBooked({ calls }: Operation): boolean {
  return calls.slice(0, -1).some(({ fate }) => fate === CallFate.unknown);
}

/**
 * @returns whether a worker waits for the answer to a call: before the seller has said anything, or while it works on the
 *   call and its connection is open. Such a call is watched by whoever made it, and taken over when the lease ends.
 */
export function isCalling(operation: Operation): boolean {
  return operation.status === OperationStatus.submitting || isCallOpen(operation);
}

/** @returns whether the seller works on the call while its connection is open; such a call is not polled. */
export function isCallOpen(operation: Operation): boolean {
  return operation.status === OperationStatus.working && operation.dueKind === 'submit' && operation.taskId === null;
}

/** @returns whether it is certain that no call of this operation reached the seller. */
export function isUnsent(operation: Operation): boolean {
  const open =
    operation.status === OperationStatus.requested ||
    operation.status === OperationStatus.submitting ||
    // The seller refused the credential, and has made no task of it.
    (operation.status === OperationStatus.pendingPermission && operation.taskId === null);
  return open && !mayHaveBooked(operation);
}

/**
 * Whether an operation that ended badly may be a booking all the same: the seller refused a second call while an earlier
 * one may have executed, or has said both. So may the operation that it repeats, as long as no call of the repetition has
 * gone out. To send it anew is a person's risk, which nobody has taken yet.
 */
export function repetitionMayBookTwice(operation: Operation): boolean {
  const repeatsDoubtUnsent = operation.repeatsDoubt && !mayHaveBooked(operation);
  return operation.lastConflict !== null || earlierCallMayHaveBooked(operation) || repeatsDoubtUnsent;
}
