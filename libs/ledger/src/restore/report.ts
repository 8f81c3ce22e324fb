import type { Pool } from 'pg';
import type { OperationStatus, OperationType } from '@adcp-orchestrator/domain';
import { isUnbound } from '../reconciliation/unbound-task';
import { OrphanSide } from '../schema/seller-orphan';
import { type Installation, readInstallation } from './installation';
import { withWorker } from './restore-installation';

/** What has come of an operation that may have been sent before the restore. */
export const RestoreResult = {
  /** Its seller is still to be asked. */
  waits: 'waits',
  /** Its seller has it: it goes on from there, and was not sent again. */
  found: 'found',
  /** Its seller shows nothing of it: a person must release it, or say what became of it. */
  notFound: 'not_found',
  /** A person has released it, and it was sent, or is about to be. */
  released: 'released',
  /** It has ended badly, by its seller's or a person's word. */
  ended: 'ended',
} as const;
export type RestoreResult = (typeof RestoreResult)[keyof typeof RestoreResult];

export interface RestoredOperation {
  tenantId: string;
  id: string;
  sellerId: string;
  type: OperationType;
  poNumber: string | null;
  status: OperationStatus;
  mediaBuyId: string | null;
  /** It came in after the restore; the others were in the backup. */
  isNew: boolean;
  result: RestoreResult;
}

/** A task at a seller that no operation is bound to. */
export interface UnknownTask {
  tenantId: string;
  sellerId: string;
  taskId: string | null;
  poNumber: string | null;
  mediaBuyId: string | null;
}

export interface RestoreReport extends Installation {
  /** How many there are of each result, new ones and those of the backup. */
  counts: Record<RestoreResult, number>;
  /** At most `LISTED`; what waits for a person comes first. */
  operations: RestoredOperation[];
  /** At most `LISTED`, as the last comparison with each seller has found them; without those that were bound since. */
  unknownTasks: UnknownTask[];
}

const LISTED = 1_000;

/** What a person has sent again since has no unknown call that is not superseded. A later restore may have added one. */
const resultOf = `CASE
  WHEN NOT o.calls @> '[{"number": 0, "superseded": false}]' THEN '${RestoreResult.released}'
  WHEN o.status IN ('failed', 'rejected', 'canceled') THEN '${RestoreResult.ended}'
  WHEN o.status = 'in_doubt' OR (o.status IN ('pending_permission', 'pending_input', 'timed_out') AND o.task_id IS NULL)
    THEN '${RestoreResult.notFound}'
  WHEN ${withWorker} THEN '${RestoreResult.waits}'
  ELSE '${RestoreResult.found}' END`;

/**
 * Operations that may have been sent before the restore. Their unknown call says so: it begins at the backup (`$1`), or the
 * doubt of an earlier restore is still open. Not by when they last changed: a second `ado restore` leaves alone what the
 * first has doubted.
 */
const restored = `operations o WHERE o.calls @> '[{"number": 0}]' AND EXISTS (
  SELECT FROM jsonb_array_elements(o.calls) c WHERE c @> '{"number": 0}'
    AND ((c ->> 'startedAt')::timestamptz >= $1 OR (c @> '{"superseded": false}' AND o.settled_at IS NULL)))`;

/**
 * Shows what came of whatever may have been sent before the last restore, and what sellers have that this database does
 * not know. It reads the whole table of operations, as `lookBeforeRestore` does.
 */
export async function reportRestore(pool: Pool): Promise<RestoreReport> {
  const installation = await readInstallation(pool);
  const counts = { waits: 0, found: 0, not_found: 0, released: 0, ended: 0 };
  if (installation.restoredAt === null) return { ...installation, counts, operations: [], unknownTasks: [] };
  const restoredAt = installation.restoredAt.toISOString();
  const dataUntil = installation.dataUntil?.toISOString() ?? restoredAt;
  const { rows: results } = await pool.query<{ result: RestoreResult; count: number }>(
    `SELECT ${resultOf} AS result, count(*)::int AS count FROM ${restored} GROUP BY 1`,
    [dataUntil],
  );
  for (const { result, count } of results) counts[result] = count;
  const { rows } = await pool.query<RestoredRow>(
    `SELECT o.tenant_id, o.id, o.seller_id, o.type, o.po_number, o.status,
       coalesce(o.outcome ->> 'mediaBuyId', o.pending_media_buy_id) AS media_buy_id,
       o.created_at >= $2 AS is_new, ${resultOf} AS result
     FROM ${restored}
     ORDER BY array_position(ARRAY['not_found', 'waits', 'ended', 'released', 'found'], ${resultOf}), o.created_at
     LIMIT ${LISTED}`,
    [dataUntil, restoredAt],
  );
  const { rows: tasks } = await pool.query<TaskRow>(
    `SELECT r.tenant_id, r.seller_id, r.task_id, r.po_number, r.media_buy_id FROM seller_orphans r
     WHERE r.side = '${OrphanSide.theirs}' AND ${isUnbound}
     ORDER BY r.tenant_id, r.seller_id, r.first_seen_at, r.subject LIMIT ${LISTED}`,
  );
  return {
    ...installation,
    counts,
    operations: rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.id,
      sellerId: row.seller_id,
      type: row.type,
      poNumber: row.po_number,
      status: row.status,
      mediaBuyId: row.media_buy_id,
      isNew: row.is_new,
      result: row.result,
    })),
    unknownTasks: tasks.map((row) => ({
      tenantId: row.tenant_id,
      sellerId: row.seller_id,
      taskId: row.task_id,
      poNumber: row.po_number,
      mediaBuyId: row.media_buy_id,
    })),
  };
}

interface RestoredRow {
  tenant_id: string;
  id: string;
  seller_id: string;
  type: OperationType;
  po_number: string | null;
  status: OperationStatus;
  media_buy_id: string | null;
  is_new: boolean;
  result: RestoreResult;
}

interface TaskRow {
  tenant_id: string;
  seller_id: string;
  task_id: string | null;
  po_number: string | null;
  media_buy_id: string | null;
}
