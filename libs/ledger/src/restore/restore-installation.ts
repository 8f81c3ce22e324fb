import type { Pool, PoolClient } from 'pg';
import {
  type Operation,
  OperationStatus,
  attentionNow,
  columnsOfCalls,
  hasUnknownCall,
  unknownCall,
} from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { inTransaction } from '../database/transaction';
import { operationColumns, operationOf } from '../operations/operation-row';
import { BulkStatus } from '../schema/bulk';
import type { OperationRow } from '../schema/operation-table';
import { nameDatabase } from './installation';
import { installedHere } from './installed-here';

/** Whether the seller was asked is not known yet: a worker sends it, or finds out what became of its call. */
export const withWorker = `(o.status IN ('${OperationStatus.requested}', '${OperationStatus.submitting}')
  OR (o.status = '${OperationStatus.working}' AND o.due_kind = 'submit'))`;

/**
 * What a worker or a person may have sent since the backup. An operation that waits for its seller's word is not among
 * them: it had to hear that word first, and its task or buy is asked about as ever.
 */
export const maybeSentSince = `o.settled_at IS NULL AND (${withWorker}
  OR o.status IN ('${OperationStatus.pendingPermission}', '${OperationStatus.pendingInput}', '${OperationStatus.inDoubt}'))`;

/** Rows that are in memory at once. */
const BATCH = 500;
const LOCK_TIMEOUT_MS = 30_000;

export interface Restored {
  /** So many operations may have been sent since the backup, and are looked for at their sellers. */
  doubtful: number;
  /** So many bulk jobs were under way, and are stopped. */
  stoppedJobs: number;
}

/**
 * Adopts this database as the one where the service works, as a backup that has forgotten what was done since (ADR 39).
 * In one transaction: the database is recorded; whatever may have been sent since gets a call that may have been
 * executed, so that no worker sends it and its seller is asked instead; bulk jobs stop, because a person's word of before
 * must not be acted upon twice; and from now on intake gives every new operation such a call. No operation can be taken
 * in or claimed meanwhile, because their table is locked.
 * @param at now, and the last moment of the backup
 */
export function restoreInstallation(pool: Pool, at: { now: Date; dataUntil: Date }): Promise<Restored> {
  return inTransaction(pool, async (client) => {
    await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('SELECT FROM installation FOR UPDATE');
    await client.query('LOCK TABLE operations IN SHARE ROW EXCLUSIVE MODE');
    await nameDatabase(client);
    // After a backup of a restored installation, the gap reaches from the older backup to now.
    const { rows } = await client.query<{ data_until: Date }>(
      `UPDATE installation SET restored_at = $1, finished_at = NULL, data_until = date_trunc('milliseconds',
         CASE WHEN restored_at IS NOT NULL AND finished_at IS NULL THEN least(data_until, $2) ELSE $2::timestamptz END)
       RETURNING data_until`,
      [at.now.toISOString(), at.dataUntil.toISOString()],
    );
    const dataUntil = rows[0]?.data_until ?? at.dataUntil;
    return { doubtful: await doubtAll(client, at.now, dataUntil), stoppedJobs: await stopJobs(client, at.now) };
  });
}

async function doubtAll(client: PoolClient, now: Date, dataUntil: Date): Promise<number> {
  await client.query(
    `DECLARE maybe_sent NO SCROLL CURSOR FOR SELECT ${operationColumns} FROM operations o WHERE ${maybeSentSince}`,
  );
  for (let doubtful = 0; ;) {
    const { rows } = await client.query<OperationRow>(`FETCH ${BATCH} FROM maybe_sent`);
    if (rows.length === 0) return doubtful;
    const operations = rows.map(operationOf).filter((operation) => !hasUnknownCall(operation));
    await doubt(client, operations, now, dataUntil);
    doubtful += operations.length;
  }
}

/** Everything that stands on the row is as the gate would write it: version, summary of the calls, and timeline. */
async function doubt(client: PoolClient, operations: readonly Operation[], now: Date, dataUntil: Date): Promise<void> {
  const doubted = operations.map((operation) => ({
    ...operation,
    calls: [unknownCall(dataUntil), ...operation.calls],
  }));
  const columns = doubted.map(columnsOfCalls);
  const attention = doubted.map((operation) => attentionNow(operation, now));
  await client.query(
    `WITH changed AS (
       UPDATE operations o SET calls = i.calls, attempt = i.attempt, attempts_in_budget = i.attempts_in_budget,
         call_started_at = i.call_started_at, first_call_at = i.first_call_at, frozen_revision = i.frozen_revision,
         may_have_executed = i.may_have_executed, attention_reason = i.attention_reason,
         attention_since = i.attention_since, version = o.version + 1, updated_at = $1,
         due_at = CASE WHEN o.due_at IS NOT NULL THEN least(o.due_at, $1) END, lease_owner = NULL, lease_until = NULL
       FROM unnest($2::uuid[], $3::uuid[], $4::jsonb[], $5::int[], $6::int[], $7::timestamptz[], $8::timestamptz[],
         $9::int[], $10::boolean[], $12::text[], $13::timestamptz[]) AS i(tenant_id, id, calls, attempt, attempts_in_budget, call_started_at,
         first_call_at, frozen_revision, may_have_executed, attention_reason, attention_since)
       WHERE o.tenant_id = i.tenant_id AND o.id = i.id
       RETURNING o.tenant_id, o.id, o.status, o.version
     )
     INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, actor, reason, version, at)
     SELECT tenant_id, id, 'learned', 'restore', status, status, 'ado restore', $11, version, $1 FROM changed`,
    [
      now.toISOString(),
      doubted.map(({ tenantId }) => tenantId),
      doubted.map(({ id }) => id),
      doubted.map(({ calls }) => databaseJson(calls)),
      columns.map(({ attempt }) => attempt),
      columns.map(({ attemptsInBudget }) => attemptsInBudget),
      columns.map(({ callStartedAt }) => callStartedAt?.toISOString() ?? null),
      columns.map(({ firstCallAt }) => firstCallAt?.toISOString() ?? null),
      columns.map(({ frozenRevision }) => frozenRevision),
      columns.map(({ mayHaveExecuted }) => mayHaveExecuted),
      `the database was restored from a backup of ${dataUntil.toISOString()}: it may have been sent since`,
      attention.map((each) => each?.reason ?? null),
      attention.map((each) => each?.since.toISOString() ?? null),
    ],
  );
}

async function stopJobs(client: PoolClient, now: Date): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE bulk_jobs SET status = '${BulkStatus.stopped}', ended_at = $1, updated_at = $1, lease_owner = NULL,
       lease_until = NULL WHERE status = '${BulkStatus.running}'`,
    [now.toISOString()],
  );
  return rowCount ?? 0;
}

/** Ends the restored mode: new operations are sent as ever. What is in doubt stays so until it is known. */
export async function finishRestore(pool: Pool, now: Date): Promise<void> {
  await pool.query(
    `UPDATE installation SET finished_at = $1
     WHERE restored_at IS NOT NULL AND finished_at IS NULL AND ${installedHere}`,
    [now.toISOString()],
  );
}
