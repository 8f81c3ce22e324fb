import { canonicalJson } from '../canonical';
import type { Outcome } from './outcome';

/**
 * Whether two terminal outcomes are the same one. Two that came as `adcp-v3` tasks are compared by
 * their canonical fingerprints; every other pair by the status and the media buy. Where neither has a fingerprint, `failed`
 * and `rejected` are one no: the guide reads a failed task as a rejection, and of its buy the seller says `failed`.
 */
export function isSameOutcome(
  known: { outcome: Outcome; fingerprint: string | null },
  learned: { outcome: Outcome; fingerprint?: string },
): boolean {
  if (known.fingerprint !== null && learned.fingerprint !== undefined) {
    return known.fingerprint === learned.fingerprint;
  }
  const eitherIsTask = known.fingerprint !== null || learned.fingerprint !== undefined;
  if (!eitherIsTask && isNo(known.outcome) && isNo(learned.outcome)) return true;
  return weakIdentity(known.outcome) === weakIdentity(learned.outcome);
}

function isNo({ status, mediaBuyId }: Outcome): boolean {
  return (status === 'failed' || status === 'rejected') && mediaBuyId === undefined;
}

function weakIdentity(outcome: Outcome): string {
  return canonicalJson({ status: outcome.status, media_buy_id: outcome.mediaBuyId ?? null });
}
