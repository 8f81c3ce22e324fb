/**
 * The delivery state of a media buy. It is separate from the operation's status: the operation that made the buy has
 * ended by then. `canceled` covers every end other than full delivery; the seller's own word is kept beside it.
 */
export const MediaBuyStatus = {
  /** Booked and not delivering yet: it waits for creatives, or for its start date. */
  pending: 'pending',
  active: 'active',
  paused: 'paused',
  completed: 'completed',
  canceled: 'canceled',
} as const;
export type MediaBuyStatus = (typeof MediaBuyStatus)[keyof typeof MediaBuyStatus];

/** @returns whether the buy's state can no longer change */
export function isBuyOver(status: MediaBuyStatus): boolean {
  return status === MediaBuyStatus.completed || status === MediaBuyStatus.canceled;
}
