import { type AttemptEnd, type DeliveryState, DeliveryStatus, type NextStep } from './delivery';

/**
 * What a delivery is after an attempt of it. Every attempt counts in `attempts`, and that it was delivered is true
 * whoever holds it now.
 * - One that failed after the delivery was taken over, or had ended otherwise, changes nothing else.
 * - One that failed while a person asked for the delivery again leaves it due as it was asked for. With the next attempt
 *   a new run of retries begins.
 * @param claimed the delivery as the attempt claimed it
 */
export function afterAttempt(
  now: DeliveryState,
  claimed: DeliveryState,
  { at, error, next }: AttemptEnd,
): DeliveryState {
  const counted = { ...now, attempts: now.attempts + 1 };
  if (next.status === 'delivered') {
    return { ...ended(counted, DeliveryStatus.delivered), lastError: null, deliveredAt: at.toISOString() };
  }
  const isHeld = now.status === DeliveryStatus.pending && now.leaseUntil === claimed.leaseUntil;
  if (!isHeld) return counted;
  const wasAskedAgain = now.dueAt !== claimed.dueAt;
  if (wasAskedAgain) return { ...counted, attemptsBeforeRun: counted.attempts, leaseUntil: null, lastError: error };
  return { ...afterFailure(counted, next), lastError: error };
}

function afterFailure(delivery: DeliveryState, next: Exclude<NextStep, { status: 'delivered' }>): DeliveryState {
  if (next.status === 'dead') return ended(delivery, DeliveryStatus.dead);
  return { ...delivery, dueAt: next.dueAt.toISOString(), leaseUntil: null };
}

function ended(delivery: DeliveryState, status: DeliveryStatus): DeliveryState {
  return { ...delivery, status, dueAt: null, leaseUntil: null };
}
