import type { Fold, Hint } from '@adcp-orchestrator/domain';

/**
 * @param leavesDeliveries whether the commit owes deliveries that nobody has yet
 * @returns the hints that a committed fold calls for
 */
export function hintsAfter({ after, before, events }: Fold, leavesDeliveries: boolean): Hint[] {
  const { tenantId, sellerId, dueKind, dueAt } = after;
  const hints: Hint[] = [];
  if (dueKind !== null && dueAt !== null && dueAt !== before.dueAt) {
    hints.push({ kind: dueKind, tenantId, sellerId, at: dueAt });
  }
  if (events.length > 0) {
    hints.push({ kind: 'notify', tenantId, at: after.updatedAt, ...(leavesDeliveries ? {} : { onlyToStreams: true }) });
  }
  return hints;
}
