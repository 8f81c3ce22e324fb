import { type AttemptEnd, type DeliveryState, DeliveryStatus, type NextStep } from './delivery';

/**
 * Decides what one attempt makes of its delivery. Every attempt is counted. A success always counts, whoever holds the
 * delivery by now. A failure counts only while the attempt still holds the delivery:
 * - If another worker has taken the delivery over, or it has ended, the failure changes nothing but the count.
 * - If a person asked for the delivery again meanwhile, it stays due at the time that person set, and a new run of
 *   retries begins.
 * @param now the delivery as it is now
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
