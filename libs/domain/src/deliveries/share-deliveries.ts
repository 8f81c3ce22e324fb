import { type Party, type WaitingWork, fairShare } from '../fair-share';
import { type Channel, channels } from './channel';

/** A subscription with due deliveries. Its `room` is the room of a receiver that works; a failing one gets less. */
export interface SubscriptionWithWork<Work extends WaitingWork = WaitingWork> extends Party<Work> {
  channel: Channel;
  /** The last attempt at its receiver failed. */
  isFailing: boolean;
}

export interface DeliveryPermits {
  free: number;
  /** How many of these all failing receivers may have together. */
  forFailing: number;
  /** How many more each channel may have under way. A channel that is absent has no limit of its own. */
  forChannel: Readonly<Partial<Record<Channel, number>>>;
}

/**
 * Shares free permits between subscriptions, as `fairShare` does. Two groups get a bounded part of the permits, so that
 * what hangs does not hold back the others:
 * - A subscription whose receiver is failing gets one delivery at a time, and all failing ones share a small part.
 * - A channel whose receivers share one server (e-mail, chat) has a limit of its own, even before anything failed.
 * @returns what to send, at most `free`
 */
export function shareDeliveries<Work extends WaitingWork>(
  subscriptions: readonly SubscriptionWithWork<Work>[],
  { free, forFailing, forChannel }: DeliveryPermits,
): Work[] {
  let parties: readonly SubscriptionWithWork<Work>[] = subscriptions.map((party) =>
    party.isFailing ? { ...party, room: Math.min(party.room, 1 - party.busy) } : party,
  );
  for (const channel of channels) {
    const limit = forChannel[channel];
    if (limit !== undefined) parties = narrowed(parties, (party) => party.channel === channel, limit);
  }
  parties = narrowed(parties, ({ isFailing }) => isFailing, forFailing);
  return fairShare(parties, { free, leaveFree: false });
}

/** Leaves to the parties of a group only the work that fits into the limit of the group. */
function narrowed<Work extends WaitingWork>(
  parties: readonly SubscriptionWithWork<Work>[],
  isOfGroup: (party: SubscriptionWithWork<Work>) => boolean,
  limit: number,
): SubscriptionWithWork<Work>[] {
  const fits = new Set(fairShare(parties.filter(isOfGroup), { free: limit, leaveFree: false }));
  return parties.map((party) =>
    isOfGroup(party) ? { ...party, waiting: party.waiting.filter((work) => fits.has(work)) } : party,
  );
}
