import type { Timings } from '../operation/context';
import { MediaBuyStatus, isBuyOver } from './media-buy-status';

/** A buy is followed for this long after it was booked, even if its seller never says that it ended. */
export const FOLLOW_DAYS = 400;
/**
 * Desks are warned this long before the deadline for creatives. When less than twice this is left, they are warned
 * after half of what is left.
 */
export const CREATIVES_WARNING_SECONDS = 86_400;

/**
 * A buy that has not started yet is asked about this many times per interval of the late watch: every 15 minutes of an
 * hour.
 */
const PENDING_SHARE = 4;
/** No buy is asked about more often than this, however short the late watch is. */
const MIN_FOLLOW_SECONDS = 30;
const JITTER = 0.2;
/** The last instant whose year has four digits in ISO 8601. A later one would not be read back. */
const MAX_INSTANT = Date.UTC(9999, 11, 31);

/**
 * When to ask the seller about a media buy again. A buy that has not started is asked about four times per interval of
 * the late watch, any other once, with jitter (guide, Example Orchestrator Flow).
 * @param chance in [0, 1)
 * @param retryAfterSeconds the seller asked us to wait at least this long
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
 * When to warn the desk that the deadline for creatives draws near.
 * @param deadline ISO 8601, as the seller sent it
 * @returns null when there is no deadline, when it cannot be read, or when it has passed
 */
export function creativesWarnAt(deadline: string | null, now: Date): Date | null {
  const at = deadline === null ? NaN : Date.parse(deadline);
  const left = at - now.getTime();
  if (!(left > 0) || at > MAX_INSTANT) return null;
  return new Date(at - Math.min(CREATIVES_WARNING_SECONDS * 1000, left / 2));
}
