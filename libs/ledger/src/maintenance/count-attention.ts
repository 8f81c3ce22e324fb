import type { Pool } from 'pg';
import {
  type AttentionReason,
  type OperationStatus,
  type OperationType,
  attentionReason,
  attentionStatuses,
} from '@adcp-orchestrator/domain';

/** Operations of one tenant and type that need a person for one reason. */
export interface AttentionCount {
  tenantId: string;
  type: OperationType;
  reason: AttentionReason;
  count: number;
}

/** Counting stops here. Only rows that have not ended are counted, so the work does not grow with history. */
const COUNT_LIMIT = 100_000;
/** The same words as the condition of the index `operations_attention`, or the planner does not use it. */
const inAttentionStatuses = `status IN (${attentionStatuses.map((status) => `'${status}'`).join(', ')})`;

interface Group {
  tenant_id: string;
  type: OperationType;
  status: OperationStatus;
  has_task: boolean;
  error_code: string | null;
  count: number;
}

export const countStatement = {
  name: 'stats-attention',
  text: `
SELECT tenant_id, type, status, has_task, error_code, count(*)::int AS count FROM (
  SELECT tenant_id, type, status, task_id IS NOT NULL AS has_task, error->>'code' AS error_code
  FROM operations WHERE ${inAttentionStatuses} LIMIT $1) o
GROUP BY tenant_id, type, status, has_task, error_code`,
} as const;

/**
 * Counts the operations that need a person, over all tenants. Rows are grouped by the facts from which the domain
 * judges the reason. The stored reason is not used: a process of an older release may have moved the row without
 * changing it.
 */
export async function countAttention(pool: Pool): Promise<AttentionCount[]> {
  const { rows } = await pool.query<Group>({ ...countStatement, values: [COUNT_LIMIT] });
  const counts = new Map<string, AttentionCount>();
  for (const { tenant_id: tenantId, type, count, status, has_task: hasTask, error_code: errorCode } of rows) {
    const reason = attentionReason({ status, hasTask, errorCode });
    if (reason === null) continue;
    const key = `${tenantId}/${type}/${reason}`;
    const counted = counts.get(key);
    if (counted === undefined) counts.set(key, { tenantId, type, reason, count });
    else counted.count += count;
  }
  return [...counts.values()];
}
