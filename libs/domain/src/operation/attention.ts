import { type Attention, AttentionReason } from './attention-reason';
import type { Operation } from './operation';
import { OperationStatus } from './status';

/** The reason depends on these facts alone. They take few values, so the database can group rows by them and count. */
export interface AttentionFacts {
  status: OperationStatus;
  hasTask: boolean;
  /** The code of the last error that did not end the operation. */
  errorCode: string | null;
}

/**
 * Only these statuses can have a reason. They bound what is counted, and one partial index covers them: the condition
 * of `operations_attention` names the same three.
 */
export const attentionStatuses = [
  OperationStatus.inDoubt,
  OperationStatus.timedOut,
  OperationStatus.pendingPermission,
] as const satisfies readonly OperationStatus[];

/**
 * The seller does not speak the AdCP release of the request. Nothing was executed, and sending the same bytes again
 * would fail again.
 */
export const VERSION_UNSUPPORTED = 'VERSION_UNSUPPORTED';

/** The first rule that holds gives the reason. */
const rules: readonly (readonly [AttentionReason, (facts: AttentionFacts) => boolean])[] = [
  [AttentionReason.inDoubt, ({ status }) => status === OperationStatus.inDoubt],
  [AttentionReason.timedOut, ({ status }) => status === OperationStatus.timedOut],
  [AttentionReason.credentialRefused, (facts) => isCallRefused(facts) && !refusesVersion(facts.errorCode)],
  [AttentionReason.versionUnsupported, (facts) => isCallRefused(facts) && refusesVersion(facts.errorCode)],
];

/** @returns why an operation with these facts needs a person; null when it needs none */
export function attentionReason(facts: AttentionFacts): AttentionReason | null {
  return rules.find(([, holds]) => holds(facts))?.[0] ?? null;
}

/**
 * @returns the attention that the operation needs now, or null. While the reason stays, it is the same object as
 *   before: `since` is kept, and `entersAttention` sees no change.
 */
export function attentionNow(operation: Operation, now: Date): Attention | null {
  const { status, taskId, error, attention } = operation;
  const reason = attentionReason({ status, hasTask: taskId !== null, errorCode: error?.code ?? null });
  if (reason === null) return null;
  return attention?.reason === reason ? attention : { reason, since: now };
}

/** @returns whether this change gave the operation a new reason to need a person */
export function entersAttention(before: Operation, after: Operation): boolean {
  return after.attention !== null && after.attention !== before.attention;
}

/**
 * `pending_permission` has two causes. When our call was refused there is an error and no task. When the seller's
 * people have to give a permission there is no error.
 */
function isCallRefused({ status, hasTask, errorCode }: AttentionFacts): boolean {
  return status === OperationStatus.pendingPermission && !hasTask && errorCode !== null;
}

/** @returns whether the code says that the seller does not speak the release; the same bytes would be refused again */
export function refusesVersion(errorCode: string | null): boolean {
  return errorCode?.toUpperCase() === VERSION_UNSUPPORTED;
}
