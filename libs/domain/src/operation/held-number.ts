import type { Operation } from './operation';
import { repetitionMayBookTwice } from './sending';
import { isBadEnd } from './status';

/** @returns whether an operation holds its `po_number` from intake on. What changes a buy names the number of another. */
export function holdsPoNumberAtIntake({ type, poNumber }: Pick<Operation, 'type' | 'poNumber'>): boolean {
  return type === 'create_media_buy' && poNumber !== null;
}

/**
 * Whether an operation holds its `po_number` after what was learned of it. It holds the number until it has ended badly
 * and nothing of it may be booked. A repetition takes the hold with it. A contradiction that comes after the end takes the
 * number back, unless another operation has it by then: the gate looks for a `holder`, and the index decides.
 * @param before the operation as it was read
 * @param after the same with everything learned
 */
export function holdsPoNumberAfter(before: Operation, after: Operation): boolean {
  if (!isBadEnd(after.status)) return before.holdsPoNumber;
  if (!isBadEnd(before.status)) return before.holdsPoNumber && repetitionMayBookTwice(after);
  return before.holdsPoNumber || (after.conflicts > before.conflicts && holdsPoNumberAtIntake(after));
}

/** @returns whether what is learned of this operation may take a `po_number` back that it has set free */
export function mayTakePoNumberBack(operation: Operation): boolean {
  return isBadEnd(operation.status) && !operation.holdsPoNumber && holdsPoNumberAtIntake(operation);
}
