import type { SellerTraits } from './context';
import type { Operation } from './operation';
import { OperationStatus, isSettled } from './status';

/** With fewer approvals than this, a seller's 90th percentile is too uncertain to call anything overdue. */
export const APPROVALS_FOR_OVERDUE = 20;

/**
 * When an operation becomes overdue. An approval is overdue when it takes longer than nine of ten approvals of this
 * seller. Without enough history, and in every other state, it is overdue when half the time to its deadline has
 * passed.
 * @returns null when it is settled
 */
export function overdueAt(
  operation: Pick<Operation, 'status' | 'pendingSince' | 'deadlineAt' | 'deadlineSeconds'>,
  usual: SellerTraits['approvalSeconds'],
): Date | null {
  const { status, pendingSince, deadlineAt, deadlineSeconds } = operation;
  if (isSettled(status)) return null;
  if (
    status === OperationStatus.pendingApproval &&
    pendingSince !== null &&
    usual !== null &&
    usual.samples >= APPROVALS_FOR_OVERDUE
  ) {
    return new Date(pendingSince.getTime() + Math.round(usual.p90 * 1000));
  }
  return new Date(deadlineAt.getTime() - Math.round(deadlineSeconds * 500));
}

/**
 * Only the gate asks this, and stores the answer. Lists, counts, the single read and notifications all show what is
 * stored: asked live in one place, they would contradict each other until the timer has told the gate.
 * @returns whether the operation is overdue at this time
 */
export function isOverdue({ overdueAt: at }: Pick<Operation, 'overdueAt'>, now: Date): boolean {
  return at !== null && now.getTime() >= at.getTime();
}
