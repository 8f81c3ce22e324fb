import type { Observation } from './observation';
import type { Operation } from './operation';
import { OperationStatus } from './status';

/** The seller's clock may be so many seconds off ours. */
const CLOCK_SECONDS = 60;

/** @returns whether the seller's people have approved, when an operation comes into this status */
export function endsApproval(status: OperationStatus): boolean {
  return (
    status === OperationStatus.approved || status === OperationStatus.created || status === OperationStatus.completed
  );
}

/**
 * How long the seller's people took. We hear of an approval at the next poll, which may come much later. So the seller's
 * own times count, as far as they can be: they must lie within what we have seen ourselves.
 * @returns seconds; null when no approval was waited for
 */
export function approvalSecondsOf(
  { pendingSince }: Pick<Operation, 'pendingSince'>,
  { taskTimes }: Pick<Observation, 'taskTimes'>,
  now: Date,
): number | null {
  if (pendingSince === null) return null;
  const seen = secondsBetween(pendingSince, now);
  if (taskTimes?.completed === undefined) return seen;
  const began = taskTimes.created === undefined ? pendingSince : new Date(taskTimes.created);
  const told = secondsBetween(began, new Date(taskTimes.completed));
  return told >= 0 && told <= seen + CLOCK_SECONDS ? told : seen;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
