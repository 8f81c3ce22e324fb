import { type Attention, AttentionReason } from './attention-reason';
import type { Operation } from './operation';
import { OperationStatus } from './status';

/** All that the reason is judged by: few enough values that rows can be counted by them. */
export interface AttentionFacts {
  status: OperationStatus;
  hasTask: boolean;
  /** Of the last error that did not settle it. */
  errorCode: string | null;
}

/** The only statuses in which there is a reason: they bound what is counted, and have an index of their own. */
export const attentionStatuses = [
  OperationStatus.inDoubt,
  OperationStatus.timedOut,
  OperationStatus.pendingPermission,
] as const satisfies readonly OperationStatus[];

/** The seller does not speak the release that it was asked in: nothing was executed, and the same bytes fare no better. */
export const VERSION_UNSUPPORTED = 'VERSION_UNSUPPORTED';

/** Of several reasons the first one counts. */
const rules: readonly (readonly [AttentionReason, (facts: AttentionFacts) => boolean])[] = [
  [AttentionReason.inDoubt, ({ status }) => status === OperationStatus.inDoubt],
  [AttentionReason.timedOut, ({ status }) => status === OperationStatus.timedOut],
  [AttentionReason.credentialRefused, (facts) => isCallRefused(facts) && !refusesVersion(facts.errorCode)],
  [AttentionReason.versionUnsupported, (facts) => isCallRefused(facts) && refusesVersion(facts.errorCode)],
];

/** @returns why such an operation needs a person; null when it needs none */
export function attentionReason(facts: AttentionFacts): AttentionReason | null {
  return rules.find(([, holds]) => holds(facts))?.[0] ?? null;
}

/**
 * @returns the attention that an operation needs as it stands now: the very object that it had before while the reason
 *   stays, so that `since` is kept; a new one when the reason is new; null when there is none
 */
export function attentionNow(operation: Operation, now: Date): Attention | null {
  const { status, taskId, error, attention } = operation;
  const reason = attentionReason({ status, hasTask: taskId !== null, errorCode: error?.code ?? null });
  if (reason === null) return null;
  return attention?.reason === reason ? attention : { reason, since: now };
}

/** @returns whether the operation needs a person since this very change of it, for a reason that it did not have before */
export function entersAttention(before: Operation, after: Operation): boolean {
  return after.attention !== null && after.attention !== before.attention;
}

/** A permission that the seller's people have to give comes without an error; one that follows a refused call has its. */
function isCallRefused({ status, hasTask, errorCode }: AttentionFacts): boolean {
  return status === OperationStatus.pendingPermission && !hasTask && errorCode !== null;
}

/** @returns whether the seller refuses the release: sent again, the same bytes would be refused again */
export function refusesVersion(errorCode: string | null): boolean {
  return errorCode?.toUpperCase() === VERSION_UNSUPPORTED;
}
