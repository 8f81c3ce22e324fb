import type { DecisionContext } from './context';
import { type EstimateSource, estimateSource, estimatedTime } from './estimate';
import type { Observation } from './observation';
import type { Operation } from './operation';
import { earlierCallMayHaveBooked } from './sending';
import { OperationStatus } from './status';
import { whatToDo } from './what-to-do';
import type { AttentionReason } from './attention-reason';

/** The events that a desk can subscribe to. Names are in the past tense, or name the state entered. */
export const EventType = {
  requested: 'operation.requested',
  pendingApproval: 'operation.pending_approval',
  pendingPermission: 'operation.pending_permission',
  pendingInput: 'operation.pending_input',
  working: 'operation.working',
  approved: 'operation.approved',
  inDoubt: 'operation.in_doubt',
  timedOut: 'operation.timed_out',
  created: 'operation.created',
  active: 'operation.active',
  completed: 'operation.completed',
  failed: 'operation.failed',
  rejected: 'operation.rejected',
  canceled: 'operation.canceled',
  conflictRecorded: 'operation.conflict_recorded',
  attention: 'operation.attention',
  lateSettlement: 'operation.late_settlement',
  overdue: 'operation.overdue',
  deadlineNear: 'operation.deadline_near',
  creativeDeadlineNear: 'media_buy.creative_deadline_near',
  circuitOpened: 'seller.circuit_opened',
  circuitClosed: 'seller.circuit_closed',
  credentialRefused: 'seller.credential_refused',
} as const;
export type EventType = (typeof EventType)[keyof typeof EventType];

export const eventTypes: readonly EventType[] = Object.values(EventType);

/** Those that tell of a seller, and of no operation. */
export const sellerEventTypes: readonly EventType[] = [
  EventType.circuitOpened,
  EventType.circuitClosed,
  EventType.credentialRefused,
];

export const operationEventTypes: readonly EventType[] = eventTypes.filter((type) => !sellerEventTypes.includes(type));

/**
 * Only a subscription that names one of these gets it. They tell no turn that somebody must hear of, and come often.
 * Pages and streams of events have them all.
 */
export const namedOnly: readonly EventType[] = [EventType.requested, EventType.overdue];

/** A notification that the gate owes to the tenant's subscribers. It gets its id and time when it is written. */
export interface OwedEvent {
  type: EventType;
  /**
   * The number among the operation's events, without a gap. 0 for those that only a subscription that names them gets:
   * whoever takes all must see no gap where one was.
   */
  sequence: number;
  /** What happened, in one sentence for a person. */
  message: string;
  /** How long this seller usually takes to approve, in words; null in every state but `pending_approval`. */
  estimatedTime: string | null;
  /** Whether that is the seller's own history or the guide's default; null without an estimate. */
  estimatedTimeSource: EstimateSource | null;
  late: boolean;
  /** The operation as it is after this event. */
  operation: Operation;
}

const typeOfStatus: Partial<Record<OperationStatus, EventType>> = {
  pending_approval: EventType.pendingApproval,
  pending_permission: EventType.pendingPermission,
  pending_input: EventType.pendingInput,
  working: EventType.working,
  approved: EventType.approved,
  in_doubt: EventType.inDoubt,
  timed_out: EventType.timedOut,
  created: EventType.created,
  active: EventType.active,
  completed: EventType.completed,
  failed: EventType.failed,
  rejected: EventType.rejected,
  canceled: EventType.canceled,
};

/**
 * @returns the notification for the state just entered; null for `requested` and `submitting`, which concern nobody
 *   (guide, User Communication)
 */
export function owedEvent(
  operation: Operation,
  observation: Observation,
  previous: OperationStatus,
  context: DecisionContext,
): OwedEvent | null {
  const type = typeOfStatus[operation.status];
  if (type === undefined) return null;
  const isWaiting = operation.status === OperationStatus.pendingApproval;
  const usual = context.seller.approvalSeconds;
  return {
    type,
    sequence: operation.eventSequence + 1,
    message: messageOf(operation, observation, previous),
    estimatedTime: isWaiting ? estimatedTime(usual) : null,
    estimatedTimeSource: isWaiting ? estimateSource(usual) : null,
    late: operation.late,
    operation: { ...operation },
  };
}

/** The notification of an observation that contradicts what is known. */
export function owedConflictEvent(operation: Operation, observation: Observation, reason: string): OwedEvent {
  return {
    type: EventType.conflictRecorded,
    sequence: operation.eventSequence + 1,
    message: `The seller contradicts itself (${observation.source}): ${reason}. Nothing was changed; ask the seller which is true.`,
    estimatedTime: null,
    estimatedTimeSource: null,
    late: operation.late,
    operation: { ...operation },
  };
}

/** The notification that the seller's people approved after the deadline, while no outcome is known yet. */
export function owedLateApprovalEvent(operation: Operation): OwedEvent {
  return {
    type: EventType.approved,
    sequence: operation.eventSequence + 1,
    message:
      'The publisher has approved it after its deadline, and may have booked it; its outcome is still looked for. Ask the publisher if none comes',
    estimatedTime: null,
    estimatedTimeSource: null,
    late: operation.late,
    operation: { ...operation },
  };
}

/** The warning that a buy still lacks its creatives. */
export function owedCreativesEvent(operation: Operation, deadline: string): OwedEvent {
  const buy = operation.outcome?.mediaBuyId;
  return {
    type: EventType.creativeDeadlineNear,
    sequence: operation.eventSequence + 1,
    message: `Your media buy${buy === undefined ? '' : ` ${buy}`} still waits for its creatives; the publisher takes them until ${deadline}`,
    estimatedTime: null,
    estimatedTimeSource: null,
    late: operation.late,
    operation: { ...operation },
  };
}

/** The notification that a person is needed, for a reason that has just begun. */
export function owedAttentionEvent(operation: Operation, reason: AttentionReason, seller: string): OwedEvent {
  return owedOf(EventType.attention, operation, whatToDo(operation, reason, seller));
}

/** The notification of an outcome after the deadline: it may have committed the desk's money. */
export function owedLateSettlementEvent(operation: Operation): OwedEvent {
  const end = operation.status.replaceAll('_', ' ');
  return owedOf(
    EventType.lateSettlement,
    operation,
    `Your ${whatOf(operation)} was settled after its deadline: ${end}`,
  );
}

/** The notification that it takes longer than usual. */
export function owedOverdueEvent(operation: Operation): OwedEvent {
  return owedOf(EventType.overdue, operation, `Your ${whatOf(operation)} takes longer than usual`);
}

/** The warning that the deadline is near, and no outcome in hand. */
export function owedDeadlineEvent(operation: Operation): OwedEvent {
  const deadline = operation.deadlineAt.toISOString();
  return owedOf(
    EventType.deadlineNear,
    operation,
    `Your ${whatOf(operation)} has no outcome yet; its deadline is ${deadline}`,
  );
}

function owedOf(type: EventType, operation: Operation, message: string): OwedEvent {
  return {
    type,
    sequence: namedOnly.includes(type) ? 0 : operation.eventSequence + 1,
    message,
    estimatedTime: null,
    estimatedTimeSource: null,
    late: operation.late,
    operation: { ...operation },
  };
}

function whatOf({ type }: Operation): string {
  return type === 'create_media_buy' ? 'media buy' : type.replaceAll('_', ' ');
}

function messageOf(operation: Operation, observation: Observation, previous: OperationStatus): string {
  const what = whatOf(operation);
  const reason = operation.outcome?.error?.message ?? operation.error?.message ?? observation.message ?? null;
  const because = reason === null ? '' : `: ${reason}`;
  const approvedFirst = previous === OperationStatus.pendingApproval || previous === OperationStatus.approved;
  switch (operation.status) {
    case 'pending_approval':
      return `Your ${what} requires publisher approval`;
    case 'pending_permission':
      return `Your ${what} waits for a permission at the publisher${because}`;
    case 'pending_input':
      return `The publisher needs more from you before it goes on${because}`;
    case 'working':
      return `The publisher is working on your ${what}`;
    case 'approved':
      return `Your ${what} has been approved; its result is being fetched`;
    case 'created':
      if (operation.late) return `Your ${what} was created after its deadline`;
      return approvedFirst ? `Your ${what} has been approved and created` : `Your ${what} has been created`;
    case 'active':
      return `Your ${what} is delivering`;
    case 'completed':
      return `Your ${what} is done`;
    case 'failed':
      return `Your ${what} failed${because}${earlierCallWarning(operation)}`;
    case 'rejected':
      return `The publisher rejected your ${what}${because}${earlierCallWarning(operation)}`;
    case 'canceled':
      return `Your ${what} was canceled${earlierCallWarning(operation)}`;
    case 'in_doubt':
      return `It cannot be proved whether the publisher executed your ${what}${because}. Ask the publisher, then resolve or retry`;
    case 'timed_out':
      return `Your ${what} had no outcome by its deadline; a late one will still be reported`;
    case 'requested':
    case 'submitting':
      return `Your ${what} is being sent`;
  }
}

function earlierCallWarning(operation: Operation): string {
  return earlierCallMayHaveBooked(operation)
    ? '. An earlier call may have booked it all the same: ask the publisher before you buy it again'
    : '';
}
