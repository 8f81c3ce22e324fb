import { type Call, CallFate } from './call';
import type { Operation } from './operation';
import { OperationStatus, isSettled } from './status';

/** The calls that may have been executed. */
export interface ExecutedCalls {
  /** Calls from before a person last sent the operation again. */
  superseded: Call[];
  /** Calls since then. */
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

/** @returns whether any call of this operation may have been executed */
export function mayHaveBooked({ calls }: Operation): boolean {
  return calls.some(({ fate }) => fate !== CallFate.notExecuted);
}

/**
 * @returns whether another call may still book after one call has ended badly: any call since a person last sent it, or
 *   one of several before
 */
export function mayStillBook(operation: Operation): boolean {
  const { superseded, present } = executedCalls(operation);
  return !isSettled(operation.status) && (present.length > 0 || superseded.length > 1);
}

/** @returns whether a call before the last one may have been executed, with nothing said later that settles it */
export function earlierCallMayHaveBooked({ calls }: Operation): boolean {
  return calls.slice(0, -1).some(({ fate }) => fate === CallFate.unknown);
}

/**
 * @returns whether a worker waits for the answer to a call: the seller has said nothing yet, or works on the call while
 *   its connection is open. That worker watches the call; when its lease ends, another takes the call over.
 */
export function isCalling(operation: Operation): boolean {
  return operation.status === OperationStatus.submitting || isCallOpen(operation);
}

/** @returns whether the seller works on the call while its connection is open; such a call is not polled */
export function isCallOpen(operation: Operation): boolean {
  return operation.status === OperationStatus.working && operation.dueKind === 'submit' && operation.taskId === null;
}

/** @returns whether the operation still waits to be sent, and the seller has certainly executed no call of it */
export function isUnsent(operation: Operation): boolean {
  const open =
    operation.status === OperationStatus.requested ||
    operation.status === OperationStatus.submitting ||
    // The seller refused the call and made no task of it.
    (operation.status === OperationStatus.pendingPermission && operation.taskId === null);
  return open && !mayHaveBooked(operation);
}

/**
 * Whether an operation that ended badly may be a booking all the same. So it is when the seller contradicted itself, or
 * refused a second call while an earlier one may have executed. A repetition inherits the doubt of what it repeats
 * until a call of its own goes out. To send it anew is a person's risk, and nobody has taken it yet.
 */
export function repetitionMayBookTwice(operation: Operation): boolean {
  const repeatsDoubtUnsent = operation.repeatsDoubt && !mayHaveBooked(operation);
  return operation.lastConflict !== null || earlierCallMayHaveBooked(operation) || repeatsDoubtUnsent;
}
