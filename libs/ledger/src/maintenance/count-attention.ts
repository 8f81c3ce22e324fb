import type { Pool } from 'pg';
import type { AttentionReason, OperationType } from '@adcp-orchestrator/domain';

/** Operations of one tenant and type that need a person for one reason. */
export interface AttentionCount {
  tenantId: string;
  type: OperationType;
  reason: AttentionReason;
  count: number;
  /** Since when the one that has waited longest needs one. */
  since: Date;
}

/** Counting stops here: an operator needs to know that it is many, not how many. */
const COUNT_LIMIT = 100_000;

export const countStatement = {
  name: 'stats-attention',
  text: `
SELECT tenant_id AS "tenantId", type, attention_reason AS reason, count(*)::int AS count,
  min(attention_since) AS since FROM (
  SELECT tenant_id, type, attention_reason, coalesce(attention_since, status_since) AS attention_since
  FROM operations WHERE attention_reason IS NOT NULL LIMIT $1) o
GROUP BY tenant_id, type, attention_reason`,
} as const;

/**
 * Counts the operations that need a person, over all tenants. The gate stores the reason; for processes of the previous
 * release a trigger does. An index has all that is asked for (`operations_attention_counted`).
 */
export async function countAttention(pool: Pool): Promise<AttentionCount[]> {
  const { rows } = await pool.query<AttentionCount>({ ...countStatement, values: [COUNT_LIMIT] });
  return rows;
}
