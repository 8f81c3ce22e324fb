import type { Pool } from 'pg';
import type { TimelineRow } from '../../schema/operation';

export interface TimelinePage {
  items: TimelineRow[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * Reads what happened to an operation, the oldest entry first. Whole results are left out, because the operation has
 * them: a page of them could be a hundred megabytes.
 * @param after the last entry's id of the previous page; null for the first page
 * @param limit entries on the page
 * @returns null when the tenant has no such operation
 */
export async function readTimeline(
  pool: Pool,
  tenantId: string,
  operationId: string,
  after: string | null,
  limit: number,
): Promise<TimelinePage | null> {
  // With the outer join one round trip tells an operation without further entries from one that does not exist.
  const { rows } = await pool.query<{ entry: null } | ({ entry: string } & TimelineRow)>({
    name: 'timeline-read',
    text: `SELECT t.id AS entry, t.id, t.tenant_id, t.operation_id, t.kind, t.source, t.from_status, t.to_status,
             t.actor, t.reason, t.detail #- '{finding,outcome,result}' AS detail, t.version, t.at
           FROM operations o LEFT JOIN timeline t
             ON t.operation_id = o.id AND t.tenant_id = o.tenant_id AND t.id > $3::bigint
           WHERE o.tenant_id = $1 AND o.id = $2
           ORDER BY t.id LIMIT $4`,
    values: [tenantId, operationId, after ?? '0', limit + 1],
  });
  if (rows.length === 0) return null;
  const entries = rows.filter((row): row is { entry: string } & TimelineRow => row.entry !== null);
  const items = entries.slice(0, limit);
  return { items, after: entries.length > limit ? (items.at(-1)?.id ?? null) : null };
}
