/**
 * The statuses of an operation. They extend the guide's `MediaBuyState`; `submitting` and `working` together are the
 * guide's `CREATING`.
 */
export const OperationStatus = {
  /**
   * Durable and not sent yet. Or it waits to be sent again, after a call that provably did nothing or by a person's
   * wish.
   */
  requested: 'requested',
  /** A worker holds the lease and may be calling the seller. */
  submitting: 'submitting',
  /** The seller's people must approve. */
  pendingApproval: 'pending_approval',
  /** A permission or an authorisation is missing. */
  pendingPermission: 'pending_permission',
  /** The seller asked something that a person must answer. */
  pendingInput: 'pending_input',
  /** The seller is working on it. */
  working: 'working',
  /** Approved, and the outcome is not known yet. */
  approved: 'approved',
  /** It cannot be proved whether the seller executed the call. */
  inDoubt: 'in_doubt',
  /** The deadline passed with no outcome. */
  timedOut: 'timed_out',
  /** A good end: a media buy exists at the seller. */
  created: 'created',
  /** The created buy is delivering. */
  active: 'active',
  /** A good end of every type other than `create_media_buy`. */
  completed: 'completed',
  failed: 'failed',
  rejected: 'rejected',
  canceled: 'canceled',
} as const;
export type OperationStatus = (typeof OperationStatus)[keyof typeof OperationStatus];

export const operationStatuses: readonly OperationStatus[] = Object.values(OperationStatus);

/** The four kinds of status. Each is also a filter of `GET /v1/operations`. */
export const StatusKind = { open: 'open', pending: 'pending', attention: 'attention', settled: 'settled' } as const;
export type StatusKind = (typeof StatusKind)[keyof typeof StatusKind];

const kinds = {
  requested: 'open',
  submitting: 'open',
  pending_approval: 'pending',
  pending_permission: 'pending',
  pending_input: 'pending',
  working: 'pending',
  approved: 'pending',
  in_doubt: 'attention',
  timed_out: 'attention',
  created: 'settled',
  active: 'settled',
  completed: 'settled',
  failed: 'settled',
  rejected: 'settled',
  canceled: 'settled',
} as const satisfies Record<OperationStatus, StatusKind>;

type StatusOfKind<K extends StatusKind> = {
  [S in OperationStatus]: (typeof kinds)[S] extends K ? S : never;
}[OperationStatus];

export type PendingStatus = StatusOfKind<'pending'>;
export type SettledStatus = StatusOfKind<'settled'>;
/** What an authoritative outcome may settle an operation as; `active` is reached only through `created`. */
export type OutcomeStatus = Exclude<SettledStatus, 'active'>;

/** The ends of which nothing came. SQL takes its list from here (`badEndList`). */
export const badEnds = [
  OperationStatus.failed,
  OperationStatus.rejected,
  OperationStatus.canceled,
] as const satisfies readonly OutcomeStatus[];

export function isBadEnd(status: OperationStatus): boolean {
  return (badEnds as readonly OperationStatus[]).includes(status);
}

export function kindOf(status: OperationStatus): StatusKind {
  return kinds[status];
}

/** @returns every status of one kind, in the order of a life */
export function statusesOfKind(kind: StatusKind): OperationStatus[] {
  return operationStatuses.filter((status) => kinds[status] === kind);
}

export function isSettled(status: OperationStatus): status is SettledStatus {
  return kinds[status] === 'settled';
}

export function isPending(status: OperationStatus): status is PendingStatus {
  return kinds[status] === 'pending';
}
