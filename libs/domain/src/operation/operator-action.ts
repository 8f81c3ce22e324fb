import { acknowledgedNow, canBeAcknowledged } from './attention';
import { ended, superseded } from './call';
import type { CallTime, DecisionContext } from './context';
import type { Decision, Patch } from './decision';
import type { Finding, FindingOf } from './observation';
import type { Operation } from './operation';
import { buyOfAnother, holderOf } from './doubt';
import { endsBadly } from './outcome';
import { replayWindowIsOpen } from './schedule';
import { isUnsent, mayHaveBooked } from './sending';
import { OperationStatus, isBadEnd, isPending, isSettled, kindOf } from './status';

const S = OperationStatus;

/** What a person may do to an operation. */
export const OperatorAction = {
  cancel: 'cancel',
  retry: 'retry',
  poll: 'poll',
  resolve: 'resolve',
  acknowledge: 'acknowledge',
} as const;
export type OperatorAction = (typeof OperatorAction)[keyof typeof OperatorAction];
export const operatorActions: readonly OperatorAction[] = Object.values(OperatorAction);

/** @returns the actions that the state allows now, in the order in which a console shows them */
export function allowedActions(operation: Operation): OperatorAction[] {
  const actions: OperatorAction[] = [];
  if (canBeAsked(operation.status)) actions.push('poll');
  if (isUnsent(operation)) actions.push('cancel');
  if (canBeRetried(operation.status) || canBeRepeated(operation.status)) actions.push('retry');
  if (canBeResolved(operation.status)) actions.push('resolve');
  if (canBeAcknowledged(operation)) actions.push('acknowledge');
  return actions;
}

/** @returns whether a retry makes a new operation, because this one has ended badly */
export function canBeRepeated(status: OperationStatus): boolean {
  return isBadEnd(status);
}

/**
 * Whether a person's retry might book a second time: an earlier call may have executed, and the seller does not promise
 * to recognise the same key.
 */
export function retryMayBookTwice(operation: Operation, at: CallTime): boolean {
  return mayHaveBooked(operation) && !replayWindowIsOpen(operation, at);
}

function canBeAsked(status: OperationStatus): boolean {
  return isPending(status) || kindOf(status) === 'attention';
}

function canBeRetried(status: OperationStatus): boolean {
  return status === S.inDoubt || status === S.pendingPermission || status === S.pendingInput;
}

function canBeResolved(status: OperationStatus): boolean {
  return isPending(status) || kindOf(status) === 'attention';
}

/** The findings that a person's action brings. The audit has a kind for each. */
export const operatorFindingKinds = [
  'cancel_requested',
  'poll_requested',
  'retry_requested',
  'resolved',
  'acknowledged',
  'attention_noted',
] as const satisfies readonly Finding['kind'][];
export type OperatorFinding = FindingOf<(typeof operatorFindingKinds)[number]>;

/** Decides what a person's request does. One that the state does not allow is refused with its reason. */
export function decideOperatorAction(
  operation: Operation,
  finding: OperatorFinding,
  context: DecisionContext,
): Decision {
  const { status } = operation;
  switch (finding.kind) {
    case 'poll_requested':
      return canBeAsked(status)
        ? { verdict: 'unchanged', reason: 'a person wants the seller asked now', dueNow: true }
        : { verdict: 'refused', reason: `there is nothing to ask the seller while the operation is ${status}` };
    case 'cancel_requested':
      if (!isUnsent(operation)) {
        return {
          verdict: 'refused',
          reason: isSettled(status)
            ? `the operation has ended as ${status}`
            : 'the request may have reached the seller, and this seller has no way to cancel it; ask its people, then record their answer with resolve',
        };
      }
      return {
        verdict: 'transitions',
        to: [S.canceled],
        patch: {
          outcome: { status: 'canceled' },
          outcomeFingerprint: null,
          cancelRequestedAt: context.now,
          error: null,
        },
        reason: 'canceled before it was sent',
      };
    case 'retry_requested':
      return retry(operation, finding.acceptsDoubleBooking, context);
    case 'acknowledged':
      return acknowledge(operation, finding);
    case 'attention_noted':
      return noteAttention(operation, finding);
    case 'resolved': {
      if (!canBeResolved(status)) {
        return { verdict: 'refused', reason: `an operation that is ${status} cannot be resolved by a person` };
      }
      const holder = holderOf(operation, finding.outcome, context.facts);
      if (holder !== undefined) {
        return { verdict: 'refused', reason: buyOfAnother(finding.outcome, holder).message, holder };
      }
      return {
        verdict: 'transitions',
        to: [finding.outcome.status],
        patch: {
          outcome: finding.outcome,
          outcomeFingerprint: null,
          error: null,
          // Whoever resolves it knows what the timeline tells.
          acknowledged: acknowledgedNow(operation),
          // The person has heard from the publisher that there is no buy. No warning of one is needed any more.
          ...(endsBadly(finding.outcome) ? { calls: ended(operation), lastConflict: null } : {}),
        },
        reason: `resolved by a person: ${finding.note}`,
      };
    }
  }
}

function acknowledge(operation: Operation, { note }: FindingOf<'acknowledged'>): Decision {
  if (!canBeAcknowledged(operation)) {
    return {
      verdict: 'refused',
      reason:
        operation.attention === null
          ? 'there is nothing to acknowledge: the operation needs no person'
          : `${operation.attention.reason} is not ended by acknowledging it; see "what_to_do"`,
    };
  }
  const patch: Patch = { acknowledged: acknowledgedNow(operation), keepsCall: true };
  return { verdict: 'transitions', to: [], patch, reason: `acknowledged by a person: ${note}` };
}

function noteAttention(operation: Operation, finding: FindingOf<'attention_noted'>): Decision {
  const { attention } = operation;
  if (attention === null) return { verdict: 'refused', reason: 'the operation needs no person' };
  const { assignee = attention.assignee, note = attention.note } = finding;
  if (assignee === attention.assignee && note === attention.note) {
    return { verdict: 'unchanged', reason: 'assignee and note are the same' };
  }
  const looks = assignee === null ? 'nobody looks after it' : `${assignee} looks after it`;
  const reason = note === null ? looks : `${looks}: ${note}`;
  return {
    verdict: 'transitions',
    to: [],
    patch: { attention: { ...attention, assignee, note }, keepsCall: true },
    reason,
  };
}

/**
 * An operation that is sent again after its deadline gets its first time span anew: without a deadline it could buy
 * months later. `deadlinePassedAt` counts too, because the timer's clock may be ahead of ours.
 */
function renewedDeadline(operation: Operation, { now }: DecisionContext): Patch {
  if (operation.deadlinePassedAt === null && now < operation.deadlineAt) return {};
  return { deadlineAt: new Date(now.getTime() + operation.deadlineSeconds * 1000), deadlinePassedAt: null };
}

function retry(operation: Operation, acceptsDoubleBooking: boolean, context: DecisionContext): Decision {
  if (!canBeRetried(operation.status)) {
    return { verdict: 'refused', reason: `an operation that is ${operation.status} cannot be sent again` };
  }
  const mayBookTwice = retryMayBookTwice(operation, context);
  if (mayBookTwice && !acceptsDoubleBooking) {
    return {
      verdict: 'refused',
      reason:
        'an earlier call may have booked this buy, and the seller does not promise to recognise it: sending again may book it twice. Ask the seller first; to send all the same, repeat with "accept_double_booking": true',
    };
  }
  const windowOpen = replayWindowIsOpen(operation, context);
  return {
    verdict: 'transitions',
    to: [S.requested],
    patch: {
      taskId: null,
      pendingMediaBuyId: null,
      // The doubt about earlier calls stays: only a person may take the risk again.
      calls: superseded(operation),
      ...(windowOpen ? {} : { requestKey: context.newKey }),
      dueNow: true,
      error: null,
      ...renewedDeadline(operation, context),
    },
    reason: windowOpen
      ? 'a person sends it again, with the same bytes and key'
      : mayBookTwice
        ? 'a person sends it again, knowing that it may book twice'
        : 'a person sends it again',
  };
}
