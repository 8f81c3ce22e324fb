import type { Pool } from 'pg';
import { databaseJson } from '../database/database-json';
import { details, usable } from '../access/api-keys';
import { ActorKind } from '../schema/audit';
import type { BulkItemRow, BulkJobRow } from '../schema/bulk';
import type { TenantLimits } from '../schema/tenancy';
import { installedHere } from '../restore/installed-here';

/**
 * Takes the running job that has waited for longest, of whatever tenant, and that no process works on.
 * @param owner the process
 * @param leaseSeconds after these another process may take it, by the database's clock
 * @returns null when there is none
 */
export async function claimBulkJob(pool: Pool, owner: string, leaseSeconds: number): Promise<BulkJobRow | null> {
  const { rows } = await pool.query<BulkJobRow>({
    name: 'bulk-claim',
    text: `UPDATE bulk_jobs j SET lease_owner = $1, lease_until = now() + make_interval(secs => $2)
           FROM (
             SELECT c.tenant_id, c.id FROM bulk_jobs c
             WHERE ${installedHere} AND c.status = 'running' AND (c.lease_until IS NULL OR c.lease_until < now())
             ORDER BY c.updated_at LIMIT 1 FOR UPDATE SKIP LOCKED
           ) due
           WHERE j.tenant_id = due.tenant_id AND j.id = due.id RETURNING j.*`,
    values: [owner, leaseSeconds],
  });
  return rows[0] ?? null;
}

/** Which job. */
export interface BulkJobKey {
  tenantId: string;
  id: string;
}

/** With what a job acts on its next operations. */
export interface BulkRights {
  limits: TenantLimits;
  /** Whether the key that made the job, or opened the session of who did, may still be used; true for other people. */
  keyHolds: boolean;
}

/** @returns null when there is no such tenant */
export async function readBulkRights(
  pool: Pool,
  job: Pick<BulkJobRow, 'tenant_id' | 'actor'>,
): Promise<BulkRights | null> {
  const { kind, id } = job.actor;
  const { rows } = await pool.query<{ limits: TenantLimits; key_holds: boolean }>({
    name: 'bulk-rights',
    text: `SELECT t.limits, $2::uuid IS NULL OR EXISTS (
             SELECT FROM api_keys k ${details} WHERE k.tenant_id = $1 AND k.id = $2 AND ${usable}) AS key_holds
           FROM tenants t WHERE t.id = $1`,
    values: [job.tenant_id, kind === ActorKind.apiKey ? id : null],
  });
  const [row] = rows;
  return row === undefined ? null : { limits: row.limits, keyHolds: row.key_holds };
}

/** @returns the next operations of the selection that nothing was done to, at most `limit` */
export async function waitingBulkItems(pool: Pool, job: BulkJobKey, limit: number): Promise<BulkItemRow[]> {
  const { rows } = await pool.query<BulkItemRow>({
    name: 'bulk-waiting',
    text: `SELECT * FROM bulk_items WHERE tenant_id = $1 AND job_id = $2 AND status = 'waiting'
           ORDER BY position LIMIT $3`,
    values: [job.tenantId, job.id, limit],
  });
  return rows;
}

/** What became of one operation of a selection. */
export type BulkResult = Pick<BulkItemRow, 'position' | 'status' | 'problem' | 'detail' | 'made_operation_id'>;

/**
 * Writes what became of some items, counts them, and renews the lease. The last item ends the job. An item that another
 * process has written is not counted again.
 * @returns the job as it is now; null when it is gone
 */
export async function recordBulkResults(
  pool: Pool,
  job: BulkJobKey,
  results: readonly BulkResult[],
  leaseSeconds: number,
): Promise<BulkJobRow | null> {
  const { rows } = await pool.query<BulkJobRow>({
    name: 'bulk-record',
    text: `
WITH changed AS (
  UPDATE bulk_items b SET status = i.status, problem = i.problem, detail = i.detail,
    made_operation_id = i.made_operation_id
  FROM jsonb_to_recordset($3::jsonb) AS i(position int, status text, problem text, detail text, made_operation_id uuid)
  WHERE b.tenant_id = $1 AND b.job_id = $2 AND b.position = i.position AND b.status = 'waiting'
  RETURNING b.status
), counted AS (
  SELECT count(*) FILTER (WHERE status = 'done') AS done, count(*) FILTER (WHERE status = 'refused') AS refused
  FROM changed
)
UPDATE bulk_jobs j SET
  done = j.done + c.done, refused = j.refused + c.refused,
  status = CASE WHEN j.status = 'running' AND j.done + j.refused + c.done + c.refused >= j.total THEN 'done' ELSE j.status END,
  ended_at = CASE WHEN j.status = 'running' AND j.done + j.refused + c.done + c.refused >= j.total THEN now() ELSE j.ended_at END,
  updated_at = now(), lease_until = now() + make_interval(secs => $4)
FROM counted c WHERE j.tenant_id = $1 AND j.id = $2 RETURNING j.*`,
    values: [job.tenantId, job.id, databaseJson(results), leaseSeconds],
  });
  return rows[0] ?? null;
}

/** Hands a job back, so that another process, or another job, has its turn. */
export async function releaseBulkJob(pool: Pool, job: BulkJobKey, owner: string): Promise<void> {
  await pool.query({
    name: 'bulk-release',
    text: `UPDATE bulk_jobs SET lease_owner = NULL, lease_until = NULL, updated_at = now()
           WHERE tenant_id = $1 AND id = $2 AND lease_owner = $3`,
    values: [job.tenantId, job.id, owner],
  });
}

/** Deletes jobs that ended before a time, with their selections. @returns how many; at most `limit` */
export async function deleteOldBulkJobs(pool: Pool, endedBefore: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'bulk-delete-old',
    text: `
WITH old AS MATERIALIZED (
  SELECT o.tenant_id, o.id FROM bulk_jobs o WHERE o.ended_at < $1 ORDER BY o.ended_at LIMIT $2 FOR UPDATE SKIP LOCKED
), items AS (
  DELETE FROM bulk_items b USING old WHERE b.tenant_id = old.tenant_id AND b.job_id = old.id
)
DELETE FROM bulk_jobs j USING old WHERE j.tenant_id = old.tenant_id AND j.id = old.id`,
    values: [endedBefore.toISOString(), limit],
  });
  return rowCount ?? 0;
}
