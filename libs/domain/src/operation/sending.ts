import type { Operation } from './operation';
import { OperationStatus } from './status';

/** @returns whether some call of this operation may have been executed, judged over all attempts. */
export function mayHaveBooked(operation: Operation): boolean {
  return operation.mayHaveExecuted || operation.callStartedAt !== null;
}

/** @returns whether a call before the last one may have been executed, whatever became of the last one. */
export function earlierCallMayHaveBooked(operation: Operation): boolean {
  return operation.mayHaveExecuted && operation.attempt > 1;
}

/**
 * @returns whether a call before a person's last retry may have been executed: a retry begins a new budget, so that more
 * calls were made than are in it.
 */
export function callBeforeRetryMayHaveBooked(operation: Operation): boolean {
  return operation.mayHaveExecuted && operation.attempt > operation.attemptsInBudget;
}

/**
 * @returns whether the seller works on the call while its connection is open: such a call is watched by whoever made it,
 * and taken over when the lease ends, instead of being polled.
 */
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
