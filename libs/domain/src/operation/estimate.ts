import type { JsonObject } from '../json';
import type { SellerTraits } from './context';
import type { Operation } from './operation';
import { OperationStatus } from './status';

/** Where an estimate comes from: the seller's own approvals, or the guide. */
export type EstimateSource = 'history' | 'default';

type Usual = SellerTraits['approvalSeconds'];

/** The guide's "2-4 hours", in seconds. It counts until the seller has a history. */
const byDefault = { p50: 2 * 3_600, p90: 4 * 3_600 } as const;

export function estimateSource(usual: Usual): EstimateSource {
  return usual === null ? 'default' : 'history';
}

/**
 * When the seller's people will probably have decided. A time that has passed is no estimate any more, so it is null.
 * @returns null when no approval is waited for, and when even the later time has passed
 */
export function estimatedCompletion(
  { status, pendingSince }: Pick<Operation, 'status' | 'pendingSince'>,
  usual: Usual,
  now: Date,
): JsonObject | null {
  if (status !== OperationStatus.pendingApproval || pendingSince === null) return null;
  const inFuture = (seconds: number): string | null => {
    const at = pendingSince.getTime() + seconds * 1000;
    return at > now.getTime() ? new Date(at).toISOString() : null;
  };
  const { p50, p90 } = usual ?? byDefault;
  const late = inFuture(p90);
  return late === null ? null : { p50: inFuture(p50), p90: late, source: estimateSource(usual) };
}

/** The seller's usual approval time in words. Until there is history, it is the guide's own estimate. */
export function estimatedTime(usual: Usual): string {
  if (usual === null) return '2-4 hours';
  return `usually ${inWords(usual.p50)}, at most ${inWords(usual.p90)} in nine of ten cases`;
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1).replace(/\.0$/, '')} h`;
}
