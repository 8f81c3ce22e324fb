import type { Pool, PoolClient } from 'pg';
import type { BulkItemRow, BulkItemStatus, BulkJobRow, BulkStatus } from '../schema/bulk';
import { badEndList } from '../schema/operation-table';
import type { BulkJobKey } from './work-on-bulk';

/** @returns null when the tenant has no such job */
export async function findBulkJob(pool: Pick<Pool, 'query'>, tenantId: string, id: string): Promise<BulkJobRow | null> {
  const { rows } = await pool.query<BulkJobRow>({
    name: 'bulk-find',
    text: 'SELECT * FROM bulk_jobs WHERE tenant_id = $1 AND id = $2',
    values: [tenantId, id],
  });
  return rows[0] ?? null;
}

export interface BulkPage {
  items: BulkJobRow[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * Reads one page of a tenant's jobs, the newest first: ids rise with time. A tenant has at most some 15,000, because they
 * are kept for a month.
 * @param after `after` of the previous page; null for the first
 */
export async function listBulkJobs(
  pool: Pool,
  tenantId: string,
  { status, isDry }: { status?: BulkStatus | undefined; isDry?: boolean | undefined },
  after: string | null,
  limit: number,
): Promise<BulkPage> {
  const { rows } = await pool.query<BulkJobRow>({
    name: 'bulk-list',
    text: `SELECT * FROM bulk_jobs
           WHERE tenant_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR id < $3)
             AND ($4::boolean IS NULL OR dry_run = $4)
           ORDER BY id DESC LIMIT $5`,
    values: [tenantId, status ?? null, after, isDry ?? null, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
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
  job: BulkJobKey,
  status: BulkItemStatus | null,
  after: number,
  limit: number,
): Promise<BulkItemPage> {
  const { rows } = await pool.query<BulkItemRow>({
    name: 'bulk-items',
    text: `SELECT * FROM bulk_items
           WHERE tenant_id = $1 AND job_id = $2 AND position > $3 AND ($4::text IS NULL OR status = $4)
           ORDER BY position LIMIT $5`,
    values: [job.tenantId, job.id, after, status, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.position ?? null) : null };
}

/**
 * Of operations that ended badly with one `po_number` at one seller, a single one can be repeated: its repetition holds
 * the number.
 * @returns the operation that comes before the item in its selection and would take its number; null when none does, or
 *   the item's operation was repeated already
 */
export async function findEarlierClaim(pool: Pool, job: BulkJobKey, position: number): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'bulk-earlier-claim',
    text: `
SELECT e.operation_id AS id FROM bulk_items i
JOIN operations o ON o.tenant_id = i.tenant_id AND o.id = i.operation_id AND o.type = 'create_media_buy'
JOIN operations other ON other.tenant_id = o.tenant_id AND other.seller_id = o.seller_id
  AND other.po_number = o.po_number AND other.status IN (${badEndList}) AND other.id <> o.id
JOIN bulk_items e ON e.tenant_id = i.tenant_id AND e.job_id = i.job_id AND e.operation_id = other.id
  AND e.position < i.position
WHERE i.tenant_id = $1 AND i.job_id = $2 AND i.position = $3
  AND NOT EXISTS (SELECT FROM operations n WHERE n.tenant_id = i.tenant_id AND n.retry_of IN (o.id, other.id))
ORDER BY e.position LIMIT 1`,
    values: [job.tenantId, job.id, position],
  });
  return rows[0]?.id ?? null;
}
