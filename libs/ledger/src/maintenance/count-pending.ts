import type { Pool } from 'pg';
import { type OperationStatus, type OperationType, operationTypes, statusesOfKind } from '@adcp-orchestrator/domain';
import { pendingList } from '../schema/operation-table';

/** Operations of one type that are in one pending status, at least one. */
export interface PendingCount {
  type: OperationType;
  status: OperationStatus;
  count: number;
}

/**
 * Counts the operations that are pending, over all tenants (guide, Monitoring). Each pair of a type and a status is counted
 * along its own part of an index that holds nothing else. At a million operations, 100,000 of them pending, this takes
 * 5 ms; `GROUP BY`, which compares each entry with the one before, takes 10.
 */
export async function countPending(pool: Pool): Promise<PendingCount[]> {
  const { rows } = await pool.query<PendingCount>({
    name: 'stats-pending',
    text: `
SELECT t.type, s.status, c.count
FROM unnest($1::text[]) t(type) CROSS JOIN unnest($2::text[]) s(status)
CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM operations o
  WHERE o.type = t.type AND o.status = s.status AND o.status IN (${pendingList})) c
WHERE c.count > 0`,
    values: [operationTypes, statusesOfKind('pending')],
  });
  return rows;
}
