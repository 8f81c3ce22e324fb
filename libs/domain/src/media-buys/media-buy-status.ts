/**
 * The delivery state of a media buy, which is its own: the operation that made the buy has ended when it begins. A buy
 * that the seller ends in any other way than by delivering it counts as `canceled`; the seller's own word is kept beside.
 */
export const MediaBuyStatus = {
  /** Booked, not delivering yet: it waits for creatives or for its start. */
  pending: 'pending',
  active: 'active',
  paused: 'paused',
  completed: 'completed',
  canceled: 'canceled',
} as const;
export type MediaBuyStatus = (typeof MediaBuyStatus)[keyof typeof MediaBuyStatus];

export const mediaBuyStatuses: readonly MediaBuyStatus[] = Object.values(MediaBuyStatus);

/** @returns whether nothing changes any more. */
export function isBuyOver(status: MediaBuyStatus): boolean {
  return status === MediaBuyStatus.completed || status === MediaBuyStatus.canceled;
}
