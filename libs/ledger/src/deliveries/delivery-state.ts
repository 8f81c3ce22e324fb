import type { DeliveryState, DeliveryStatus } from '@adcp-orchestrator/domain';

/** The columns of a `DeliveryState`, of `deliveries d`. Instants are text, exact to the microsecond. */
export const deliveryStateColumns = `d.id, d.status, d.attempts, d.attempts_before_run, d.due_at::text AS due,
  d.lease_until::text AS lease, d.last_error, d.delivered_at::text AS delivered`;

export interface DeliveryStateRow {
  id: string;
  status: DeliveryStatus;
  attempts: number;
  attempts_before_run: number;
  due: string | null;
  lease: string | null;
  last_error: string | null;
  delivered: string | null;
}

export function deliveryStateOf(row: DeliveryStateRow): DeliveryState {
  return {
    status: row.status,
    attempts: row.attempts,
    attemptsBeforeRun: row.attempts_before_run,
    dueAt: row.due,
    leaseUntil: row.lease,
    lastError: row.last_error,
    deliveredAt: row.delivered,
  };
}
