import { type Acknowledged, type Attention, AttentionReason } from './attention-reason';
import type { Operation } from './operation';
import { hasUnknownCall } from './call';
import { OperationStatus, isBadEnd, isSettled } from './status';

/** The reason depends on these facts alone. */
export interface AttentionFacts {
  status: OperationStatus;
  hasTask: boolean;
  /** A call may have been made that the restored database does not know of. */
  hasUnknownCall: boolean;
  /** The code of the last error that did not end the operation. */
  errorCode: string | null;
  holdsPoNumber: boolean;
  late: boolean;
  conflicts: number;
  acknowledged: Acknowledged | null;
}

/**
 * The seller does not speak the AdCP release of the request. Nothing was executed, and sending the same bytes again
 * would fail again.
 */
export const VERSION_UNSUPPORTED = 'VERSION_UNSUPPORTED';

/** The first rule that holds gives the reason. */
const rules: readonly (readonly [AttentionReason, (facts: AttentionFacts) => boolean])[] = [
  [AttentionReason.restored, (facts) => facts.status === OperationStatus.inDoubt && facts.hasUnknownCall],
  [AttentionReason.inDoubt, ({ status }) => status === OperationStatus.inDoubt],
  [AttentionReason.timedOut, ({ status }) => status === OperationStatus.timedOut],
  [AttentionReason.credentialRefused, (facts) => isCallRefused(facts) && !refusesVersion(facts.errorCode)],
  [
    AttentionReason.permissionMissing,
    (facts) => facts.status === OperationStatus.pendingPermission && !isCallRefused(facts),
  ],
  [AttentionReason.inputRequired, ({ status }) => status === OperationStatus.pendingInput],
  [AttentionReason.versionUnsupported, (facts) => isCallRefused(facts) && refusesVersion(facts.errorCode)],
  [AttentionReason.mayBeBooked, mayBeBooked],
  [AttentionReason.lateSettlement, settledLate],
  [AttentionReason.conflict, contradictsItself],
];

/** @returns why an operation with these facts needs a person; null when it needs none */
export function attentionReason(facts: AttentionFacts): AttentionReason | null {
  return rules.find(([, holds]) => holds(facts))?.[0] ?? null;
}

const acknowledgeable: ReadonlySet<AttentionReason> = new Set([
  AttentionReason.mayBeBooked,
  AttentionReason.lateSettlement,
  AttentionReason.conflict,
]);

/** @returns whether a person can take it off the list by having seen it */
export function canBeAcknowledged({ attention }: Pick<Operation, 'attention'>): boolean {
  return attention !== null && acknowledgeable.has(attention.reason);
}

/** @returns that a person has seen whatever is known of the operation now */
export function acknowledgedNow({ conflicts }: Pick<Operation, 'conflicts'>): Acknowledged {
  return { conflicts, mayBeBooked: true, late: true };
}

/**
 * @returns the attention that the operation needs now, or null. While the reason stays, it is the same object as
 *   before: `since` is kept, and `entersAttention` sees no change. Whoever looked after one reason looks after the next.
 */
export function attentionNow(operation: Operation, now: Date): Attention | null {
  const { attention } = operation;
  const reason = attentionReason(factsOf(operation));
  if (reason === null) return null;
  if (attention?.reason === reason) return attention;
  return { reason, since: now, assignee: attention?.assignee ?? null, note: attention?.note ?? null };
}

/** @returns whether this change gave the operation a new reason to need a person */
export function entersAttention(before: Operation, after: Operation): boolean {
  const { attention } = after;
  return (
    attention !== null &&
    (attention.reason !== before.attention?.reason || attention.since.getTime() !== before.attention.since.getTime())
  );
}

function factsOf(operation: Operation): AttentionFacts {
  const { status, taskId, error, holdsPoNumber, late, conflicts, acknowledged } = operation;
  return {
    status,
    hasTask: taskId !== null,
    hasUnknownCall: hasUnknownCall(operation),
    errorCode: error?.code ?? null,
    holdsPoNumber,
    late,
    conflicts,
    acknowledged,
  };
}

function mayBeBooked({ status, holdsPoNumber, acknowledged }: AttentionFacts): boolean {
  return isBadEnd(status) && holdsPoNumber && acknowledged?.mayBeBooked !== true;
}

function settledLate({ status, late, acknowledged }: AttentionFacts): boolean {
  return isSettled(status) && late && acknowledged?.late !== true;
}

function contradictsItself({ conflicts, acknowledged }: AttentionFacts): boolean {
  return conflicts > (acknowledged?.conflicts ?? 0);
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
