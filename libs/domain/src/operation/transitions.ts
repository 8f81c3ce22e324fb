import { OperationStatus, isSettled, operationStatuses } from './status';

const S = OperationStatus;

const outcomes = [S.created, S.completed, S.failed, S.rejected, S.canceled] as const;
const pending = [S.pendingApproval, S.pendingPermission, S.pendingInput, S.working, S.approved] as const;

/**
 * Every move that an operation may make (guide, State Machine Design). A move that is not here is recorded as a
 * conflict. The diagram in `docs/state-diagram.md` is printed from this table.
 */
export const transitions: Readonly<Record<OperationStatus, readonly OperationStatus[]>> = {
  // A worker that had lost its lease may still bring an answer. So may a call from before a person's retry. Either can
  // reach an operation that waits to be sent again.
  requested: [S.submitting, ...pending, S.inDoubt, S.timedOut, ...outcomes],
  submitting: [S.requested, ...pending, S.inDoubt, S.timedOut, ...outcomes],
  pending_approval: [S.pendingPermission, S.pendingInput, S.working, S.approved, S.inDoubt, S.timedOut, ...outcomes],
  pending_permission: [
    S.requested,
    S.pendingApproval,
    S.pendingInput,
    S.working,
    S.approved,
    S.inDoubt,
    S.timedOut,
    ...outcomes,
  ],
  pending_input: [
    S.requested,
    S.pendingApproval,
    S.pendingPermission,
    S.working,
    S.approved,
    S.inDoubt,
    S.timedOut,
    ...outcomes,
  ],
  // A call that the seller worked on while its connection was open may end without an answer, and go out again.
  working: [
    S.requested,
    S.submitting,
    S.pendingApproval,
    S.pendingPermission,
    S.pendingInput,
    S.approved,
    S.inDoubt,
    S.timedOut,
    ...outcomes,
  ],
  approved: [S.pendingApproval, S.pendingPermission, S.pendingInput, S.working, S.inDoubt, S.timedOut, ...outcomes],
  in_doubt: [S.requested, ...pending, ...outcomes],
  timed_out: [...outcomes],
  created: [S.active],
  active: [],
  completed: [],
  failed: [],
  rejected: [],
  canceled: [],
};

/** @returns whether the table holds the move. */
export function isAllowed(from: OperationStatus, to: OperationStatus): boolean {
  return transitions[from].includes(to);
}

/** Checks the table as it loads. A wrong edit fails at once, not on the day a seller takes that road. */
function check(): void {
  for (const from of operationStatuses) {
    const targets = transitions[from];
    if (new Set(targets).size !== targets.length) throw new Error(`transitions: ${from} lists a status twice`);
    if (targets.includes(from)) throw new Error(`transitions: ${from} leads to itself`);
    if (isSettled(from) && targets.some((to) => !(from === S.created && to === S.active))) {
      throw new Error(`transitions: ${from} is settled and may not be left`);
    }
    if (!isSettled(from) && !outcomes.some((to) => targets.includes(to))) {
      throw new Error(`transitions: ${from} has no way to an end`);
    }
  }
  const reached = new Set<OperationStatus>([S.requested]);
  for (const status of reached) for (const next of transitions[status]) reached.add(next);
  const lost = operationStatuses.filter((status) => !reached.has(status));
  if (lost.length > 0) throw new Error(`transitions: never reached: ${lost.join(', ')}`);
}
check();
