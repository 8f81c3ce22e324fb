import type { Json } from '../json';
import type { Finding } from './observation';
import type { Operation } from './operation';
import type { Outcome } from './outcome';

/** A seller's result with more characters than this is kept once, with its operation. Copies elsewhere leave it out. */
export const LARGE_CHARACTERS = 65_536;

/**
 * @returns whether a value has more than about `LARGE_CHARACTERS` characters as JSON. Stops counting as soon as it has.
 */
export function isLarge(value: Json | undefined): boolean {
  return value !== undefined && roomAfter(value, LARGE_CHARACTERS) < 0;
}

/** The operation as lists and notifications show it. A large result is read with the operation itself. */
export function withoutLargeResult(operation: Operation): Operation {
  const { outcome } = operation;
  return outcome === null ? operation : { ...operation, outcome: lightOutcome(outcome) };
}

/** What the timeline keeps of a finding. The operation itself has the large result. */
export function lightFinding(finding: Finding): Finding {
  return 'outcome' in finding ? { ...finding, outcome: lightOutcome(finding.outcome) } : finding;
}

function lightOutcome(outcome: Outcome): Outcome {
  return isLarge(outcome.result) ? { ...outcome, result: undefined, resultOmitted: true } : outcome;
}

/** @returns how many characters are left after this value; below zero as soon as it is known to be too large */
function roomAfter(value: Json, room: number): number {
  if (typeof value === 'string') return room - value.length - 2;
  if (typeof value !== 'object' || value === null) return room - 5;
  let left = room - 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (left < 0) return left;
      left = roomAfter(item, left - 1);
    }
    return left;
  }
  for (const [key, item] of Object.entries(value)) {
    if (left < 0) return left;
    left = roomAfter(item, left - key.length - 4);
  }
  return left;
}
