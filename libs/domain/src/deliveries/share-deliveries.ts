import { type Party, type WaitingWork, fairShare } from '../fair-share';

/** A subscription with due deliveries; its `room` is that of one whose receiver works. */
export interface SubscriptionWithWork<Work extends WaitingWork = WaitingWork> extends Party<Work> {
  /** Its receiver failed last time. */
  isFailing: boolean;
}

export interface DeliveryPermits {
  free: number;
  /** Of these, most for all failing receivers together. */
  forFailing: number;
}

/**
 * Shares free permits between subscriptions as `fairShare` does. Those whose receiver is failing are sent to one at a
 * time, and share a small part: they do not hold back the others.
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
