import { type Party, type WaitingWork, fairShare } from '../fair-share';

/** A subscription with due deliveries. Its `room` is the room of a receiver that works; a failing one gets less. */
export interface SubscriptionWithWork<Work extends WaitingWork = WaitingWork> extends Party<Work> {
  /** The last attempt at its receiver failed. */
  isFailing: boolean;
}

export interface DeliveryPermits {
  free: number;
  /** How many of these all failing receivers may have together. */
  forFailing: number;
}

/**
 * Shares free permits between subscriptions, as `fairShare` does. A subscription whose receiver is failing gets one
 * delivery at a time, and all failing ones share a small part of the permits: dead receivers do not hold back the
 * others.
 * @returns what to send, at most `free`
 */
export function shareDeliveries<Work extends WaitingWork>(
  subscriptions: readonly SubscriptionWithWork<Work>[],
  { free, forFailing }: DeliveryPermits,
): Work[] {
  const failing = subscriptions
    .filter(({ isFailing }) => isFailing)
    .map((party) => ({ ...party, room: Math.min(party.room, 1 - party.busy) }));
  const tried = new Set(fairShare(failing, { free: forFailing, leaveFree: false }));
  const parties: Party<Work>[] = [
    ...subscriptions.filter(({ isFailing }) => !isFailing),
    ...failing.map((party) => ({ ...party, waiting: party.waiting.filter((work) => tried.has(work)) })),
  ];
  return fairShare(parties, { free, leaveFree: false });
}
