import type { Operation } from './operation';
import { OperationStatus } from './status';

/** @returns whether some call of this operation may have been executed, judged over all attempts. */
export function mayHaveBooked(operation: Operation): boolean {
  return operation.mayHaveExecuted || operation.callStartedAt !== null;
}

/** @returns whether it is certain that no call of this operation reached the seller. */
export function isUnsent(operation: Operation): boolean {
  const open = operation.status === OperationStatus.requested || operation.status === OperationStatus.submitting;
  return open && !mayHaveBooked(operation);
}
