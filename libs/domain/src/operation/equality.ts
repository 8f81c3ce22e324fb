import { canonicalJson } from '../canonical';
import type { Outcome } from './outcome';

/**
 * Whether two outcomes are the same one. Two outcomes of `adcp-v3` tasks are compared by their canonical fingerprints.
 * Every other pair is compared by status and media buy. Where neither has a fingerprint, `failed` and `rejected` are
 * the same no: the guide reads a failed task as a rejection, while the seller says `failed` of its buy.
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
