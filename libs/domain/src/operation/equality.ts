import { canonicalJson } from '../canonical';
import type { Outcome } from './outcome';

/**
 * Whether two terminal outcomes are the same one. Two that came as `adcp-v3` tasks are compared by
 * their canonical fingerprints; every other pair by the status and the media buy.
 */
export function isSameOutcome(
  known: { outcome: Outcome; fingerprint: string | null },
  learned: { outcome: Outcome; fingerprint?: string },
): boolean {
  if (known.fingerprint !== null && learned.fingerprint !== undefined) {
    return known.fingerprint === learned.fingerprint;
  }
  return weakIdentity(known.outcome) === weakIdentity(learned.outcome);
}

function weakIdentity(outcome: Outcome): string {
  return canonicalJson({ status: outcome.status, media_buy_id: outcome.mediaBuyId ?? null });
}
