import { EntitySchema } from 'typeorm';

/**
 * What became of the operations of one day (UTC), by seller and type. The row without seller and type has the
 * totals, and says that the day is summed up.
 */
export interface OperationDayRow {
  tenant_id: string;
  day: string;
  seller_id: string;
  type: string;
  ended: number;
  rejected: number;
  /** Whose deadline passed without an outcome. */
  timed_out: number;
  /** Of `ended`: those whose deadline had passed before. They are in `timed_out` of that day. */
  ended_late: number;
  calls: number;
  failed_calls: number;
  approvals: number;
  /** Their sum. */
  approval_seconds: number;
  /** How many approvals there are in each step of time (`approval-steps.ts`). */
  approval_times: Record<string, number>;
}

export const OperationDayEntity = new EntitySchema<OperationDayRow>({
  name: 'operation_days',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    day: { type: 'date', primary: true },
    seller_id: { type: 'text', primary: true },
    type: { type: 'text', primary: true },
    ended: { type: 'integer' },
    rejected: { type: 'integer' },
    timed_out: { type: 'integer' },
    ended_late: { type: 'integer', default: 0 },
    calls: { type: 'integer' },
    failed_calls: { type: 'integer' },
    approvals: { type: 'integer' },
    approval_seconds: { type: 'double precision' },
    approval_times: { type: 'jsonb' },
  },
});
