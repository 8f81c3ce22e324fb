import { type OperationStatus, operationStatuses } from './status';

/** Whose move is next. */
export const WaitingFor = {
  /** The seller's people, or its machines, must act. */
  seller: 'seller',
  /** A person of the desk must act. */
  desk: 'desk',
  /** This service sends, asks or reconciles. */
  us: 'us',
} as const;
export type WaitingFor = (typeof WaitingFor)[keyof typeof WaitingFor];

export const waitingParties: readonly WaitingFor[] = Object.values(WaitingFor);

/**
 * The status alone says whose move is next. So the list filters by statuses, and no column could contradict them while
 * a deployment rolls.
 */
const parties = {
  requested: WaitingFor.us,
  submitting: WaitingFor.us,
  pending_approval: WaitingFor.seller,
  pending_permission: WaitingFor.desk,
  pending_input: WaitingFor.desk,
  working: WaitingFor.seller,
  approved: WaitingFor.us,
  in_doubt: WaitingFor.desk,
  timed_out: WaitingFor.desk,
  created: null,
  active: null,
  completed: null,
  failed: null,
  rejected: null,
  canceled: null,
} as const satisfies Record<OperationStatus, WaitingFor | null>;

/** @returns who must act before the operation goes on; null when it is settled */
export function waitingFor(status: OperationStatus): WaitingFor | null {
  return parties[status];
}

/** @returns the statuses in which an operation waits for this party, in the order of a life */
export function statusesWaitingFor(party: WaitingFor): OperationStatus[] {
  return operationStatuses.filter((status) => parties[status] === party);
}
