import type { Timings } from '../operation/context';
import { MediaBuyStatus, isBuyOver } from './media-buy-status';

/** A buy is followed for so long after it was booked, whatever its seller still says of it. */
export const FOLLOW_DAYS = 400;
/** Desks are warned this long before the deadline for creatives; half of what is left when it is nearer than twice that. */
export const CREATIVES_WARNING_SECONDS = 86_400;

/** Part of the late watch's interval after which a buy that has yet to start is asked about: 15 minutes of an hour. */
const PENDING_SHARE = 4;
/** No buy is asked about more often, however short the late watch is. */
const MIN_FOLLOW_SECONDS = 30;
const JITTER = 0.2;
/** The last instant that the database keeps as ISO 8601 with four digits of year. */
const MAX_INSTANT = Date.UTC(9999, 11, 31);

/**
 * When the seller is asked about a media buy again: one that has yet to start every quarter of the late watch's interval,
 * one that delivers or is paused once per interval, with jitter (guide, Example Orchestrator Flow).
 * @param chance in [0, 1)
 * @returns null when the buy is over, or has been followed for 400 days
 */
export function nextFollowAt(
  buy: { status: MediaBuyStatus; createdAt: Date },
  { now, chance, timings }: { now: Date; chance: number; timings: Pick<Timings, 'lateWatchSeconds'> },
  retryAfterSeconds = 0,
): Date | null {
  if (isBuyOver(buy.status)) return null;
  const share = buy.status === MediaBuyStatus.pending ? PENDING_SHARE : 1;
  const seconds = Math.max(MIN_FOLLOW_SECONDS, timings.lateWatchSeconds / share) * (1 + JITTER * (chance - 0.5));
  const next = now.getTime() + Math.max(seconds, retryAfterSeconds) * 1000;
  return next > buy.createdAt.getTime() + FOLLOW_DAYS * 86_400_000 ? null : new Date(next);
}

/**
 * When a desk is to be warned that the deadline for creatives draws near.
 * @param deadline ISO 8601, as the seller sent it
 * @returns null when there is no deadline, it cannot be read, or it has passed
 */
export function creativesWarnAt(deadline: string | null, now: Date): Date | null {
  const at = deadline === null ? NaN : Date.parse(deadline);
  const left = at - now.getTime();
  if (!(left > 0) || at > MAX_INSTANT) return null;
  return new Date(at - Math.min(CREATIVES_WARNING_SECONDS * 1000, left / 2));
}
