import type { Pool, PoolClient } from 'pg';
import type { BulkItemRow, BulkItemStatus, BulkJobRow } from '../schema/bulk';

/** @returns null when the tenant has no such job */
export async function findBulkJob(pool: Pool, tenantId: string, id: string): Promise<BulkJobRow | null> {
  const { rows } = await pool.query<BulkJobRow>({
    name: 'bulk-find',
    text: 'SELECT * FROM bulk_jobs WHERE tenant_id = $1 AND id = $2',
    values: [tenantId, id],
  });
  return rows[0] ?? null;
}

/** @returns how many jobs of the tenant are running, and how many were made in the last 24 hours */
export async function countBulkJobs(
  client: PoolClient,
  tenantId: string,
  now: Date,
): Promise<{ running: number; ofToday: number }> {
  const { rows } = await client.query<{ running: number; of_today: number }>({
    name: 'bulk-count',
    text: `SELECT count(*) FILTER (WHERE status = 'running')::int AS running,
             count(*) FILTER (WHERE created_at > $2::timestamptz - interval '24 hours')::int AS of_today
           FROM bulk_jobs WHERE tenant_id = $1`,
    values: [tenantId, now.toISOString()],
  });
  return { running: rows[0]?.running ?? 0, ofToday: rows[0]?.of_today ?? 0 };
}

export interface BulkItemPage {
  items: BulkItemRow[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: number | null;
}

/**
 * Reads what became of the operations of a job, in the order of the selection.
 * @param after the last position of the previous page; 0 for the first page
 * @param status null: whatever it is
 */
export async function listBulkItems(
  pool: Pool,
  { tenantId, jobId }: { tenantId: string; jobId: string },
  status: BulkItemStatus | null,
  after: number,
  limit: number,
): Promise<BulkItemPage> {
  const { rows } = await pool.query<BulkItemRow>({
    name: 'bulk-items',
    text: `SELECT * FROM bulk_items
           WHERE tenant_id = $1 AND job_id = $2 AND position > $3 AND ($4::text IS NULL OR status = $4)
           ORDER BY position LIMIT $5`,
    values: [tenantId, jobId, after, status, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.position ?? null) : null };
}
