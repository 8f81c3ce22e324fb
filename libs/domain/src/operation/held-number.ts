import type { Operation } from './operation';
import { repetitionMayBookTwice } from './sending';
import { isBadEnd } from './status';

/**
 * @returns whether an operation holds its `po_number` from intake on. Only a create does: a change of a buy names the
 *   number of that buy's create.
 */
export function holdsPoNumberAtIntake({ type, poNumber }: Pick<Operation, 'type' | 'poNumber'>): boolean {
  return type === 'create_media_buy' && poNumber !== null;
}

/**
 * Whether an operation holds its `po_number` after what was learned (ADR 15). Without the hold, the desk could buy the
 * same order twice.
 * - It holds the number until it has ended badly and nothing of it may be booked.
 * - A repetition takes the hold with it, at intake.
 * - A contradiction after a bad end takes the number back, unless another operation has it by then. The gate looks that
 *   up (`numberHolder`), and the unique index has the last word.
 * @param before the operation as it was read
 * @param after the same operation with everything learned
 */
export function holdsPoNumberAfter(before: Operation, after: Operation): boolean {
  if (!isBadEnd(after.status)) return before.holdsPoNumber;
  if (!isBadEnd(before.status)) return before.holdsPoNumber && repetitionMayBookTwice(after);
  return before.holdsPoNumber || (after.conflicts > before.conflicts && holdsPoNumberAtIntake(after));
}

/** @returns whether something learned now may give this operation back the `po_number` that it has set free */
export function mayTakePoNumberBack(operation: Operation): boolean {
  return isBadEnd(operation.status) && !operation.holdsPoNumber && holdsPoNumberAtIntake(operation);
}
