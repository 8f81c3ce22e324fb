import type { Pool, PoolClient } from 'pg';
import type { JsonObject } from '@adcp-orchestrator/domain';
import type { Actor } from '../audit/record-audit';
import { databaseJson } from '../database/database-json';
import type { BulkJobRow } from '../schema/bulk';
import { findBulkJob } from './read-bulk';

export interface NewBulkJob {
  id: string;
  tenantId: string;
  action: JsonObject;
  dryRun: boolean;
  actor: Actor;
  idempotencyKey: string | null;
  requestHash: string;
  now: Date;
}

/**
 * Keeps a job with its frozen selection, in one statement.
 * @param operationIds in the order in which they are worked on
 * @returns the job; with the same key as an earlier job, that one
 */
export async function insertBulkJob(
  client: PoolClient,
  job: NewBulkJob,
  operationIds: readonly string[],
): Promise<{ job: BulkJobRow; made: boolean }> {
  const { rows } = await client.query<BulkJobRow>({
    name: 'bulk-insert',
    text: `
WITH job AS (
  INSERT INTO bulk_jobs (tenant_id, id, action, dry_run, status, total, actor, idempotency_key, request_hash, created_at,
    updated_at, ended_at)
  SELECT $1, $2, $3, $4, CASE WHEN cardinality($8::uuid[]) = 0 THEN 'done' ELSE 'running' END, cardinality($8::uuid[]),
    $5, $6, $7, $9, $9, CASE WHEN cardinality($8::uuid[]) = 0 THEN $9::timestamptz END
  ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
  RETURNING *
), items AS (
  INSERT INTO bulk_items (tenant_id, job_id, position, operation_id)
  SELECT j.tenant_id, j.id, i.place, i.id FROM job j, unnest($8::uuid[]) WITH ORDINALITY AS i(id, place)
)
SELECT * FROM job`,
    values: [
      job.tenantId,
      job.id,
      databaseJson(job.action),
      job.dryRun,
      databaseJson(job.actor),
      job.idempotencyKey,
      job.requestHash,
      operationIds,
      job.now.toISOString(),
    ],
  });
  const [made] = rows;
  if (made !== undefined) return { job: made, made: true };
  const existing = await findBulkJobByKey(client, job.tenantId, job.idempotencyKey ?? '');
  if (existing === null) throw new Error('a bulk job was neither made nor found by its key');
  return { job: existing, made: false };
}

export async function findBulkJobByKey(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  key: string,
): Promise<BulkJobRow | null> {
  const { rows } = await pool.query<BulkJobRow>({
    name: 'bulk-find-by-key',
    text: 'SELECT * FROM bulk_jobs WHERE tenant_id = $1 AND idempotency_key = $2',
    values: [tenantId, key],
  });
  return rows[0] ?? null;
}

/** Stops a job that runs: what is under way ends, nothing else begins. @returns a null job when there is no such job */
export async function stopBulkJob(
  client: PoolClient,
  tenantId: string,
  id: string,
  now: Date,
): Promise<{ job: BulkJobRow | null; wasRunning: boolean }> {
  const stopped = await client.query<BulkJobRow>({
    name: 'bulk-stop-running',
    text: `UPDATE bulk_jobs SET ended_at = $3::timestamptz, status = 'stopped'
           WHERE tenant_id = $1 AND id = $2 AND status = 'running' RETURNING *`,
    values: [tenantId, id, now.toISOString()],
  });
  const [job] = stopped.rows;
  if (job !== undefined) return { job, wasRunning: true };
  return { job: await findBulkJob(client, tenantId, id), wasRunning: false };
}

/** What is told of a job that was stopped. */
export type StoppedBulkJob = Pick<BulkJobRow, 'id' | 'done' | 'refused' | 'total'>;

/**
 * Stops the running jobs of an API key that is revoked. A stolen key must not go on acting after it was taken away.
 * @returns the jobs that ran
 */
export async function stopBulkJobsOfKey(
  client: PoolClient,
  tenantId: string,
  keyId: string,
): Promise<StoppedBulkJob[]> {
  const { rows } = await client.query<StoppedBulkJob>({
    text: `UPDATE bulk_jobs SET status = 'stopped', ended_at = now()
           WHERE tenant_id = $1 AND status = 'running' AND actor->>'id' = $2
           RETURNING id, done, refused, total`,
    values: [tenantId, keyId],
  });
  return rows;
}
