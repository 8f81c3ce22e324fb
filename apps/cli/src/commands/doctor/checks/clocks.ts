import { type Verdict, fail, ok, warn } from '../finding';

/** Beyond this, polls and deadlines come noticeably early or late. */
const WARN_MS = 2_000;
/** Beyond this, leases and the signatures of webhooks are no longer what they say. */
const FAIL_MS = 30_000;
const WHAT_TO_DO = 'Let every machine follow the same time servers (NTP), this one too.';

/** A clock that was read between two looks at the own one. */
export interface ClockReading {
  before: Date;
  theirs: Date;
  after: Date;
  /** By how much their clock may be ahead of what it said. */
  coarseMs?: number;
}

/** What the reading itself leaves open does not count as a difference. */
export function judgeClock({ before, theirs, after, coarseMs = 0 }: ClockReading): Verdict {
  const middle = (before.getTime() + after.getTime()) / 2;
  const openMs = (after.getTime() - before.getTime() + coarseMs) / 2;
  const difference = theirs.getTime() + coarseMs / 2 - middle;
  const certain = Math.max(0, Math.abs(difference) - openMs);
  const words = `${(Math.abs(difference) / 1_000).toFixed(3)} s ${difference < 0 ? 'behind' : 'ahead of'} the clock here, give or take ${(openMs / 1_000).toFixed(3)} s`;
  if (certain > FAIL_MS) return fail(words, WHAT_TO_DO);
  return certain > WARN_MS ? warn(words, WHAT_TO_DO) : ok(words);
}
