import type { Pool } from 'pg';
import type { OpenTask, Operation, OperationStatus, SellerRef } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { OrphanSide, type SellerOrphanRow } from '../schema/seller-orphan';
import { isUnbound } from './unbound-task';

/** How many orphans are kept and shown on each side. */
export const MAX_ORPHANS = 1_000;
/** A longer id fits no index. No protocol that we know has one. */
const MAX_TASK_ID = 512;
const MAX_TEXT = 512;

/** What is left over when the seller's open tasks are compared with our operations. */
export interface Orphans {
  /** Our operations whose task the seller does not list. */
  ours: readonly Pick<Operation, 'id' | 'taskId'>[];
  /** The seller's tasks that no operation is bound to. */
  theirs: readonly OpenTask[];
}

/**
 * Replaces the orphans of the last comparison with these. Those that stay keep the time they were first seen.
 * @param at when the seller was asked; a comparison older than the stored one changes nothing
 */
export async function replaceOrphans(pool: Pool, seller: SellerRef, orphans: Orphans, at: Date): Promise<void> {
  const rows = [...orphans.ours.slice(0, MAX_ORPHANS).flatMap(ourRow), ...theirRows(orphans.theirs)];
  await pool.query({
    name: 'orphans-replace',
    text: `
WITH input AS MATERIALIZED (
  SELECT DISTINCT ON (i.side, i.subject) * FROM jsonb_to_recordset($3::jsonb) AS i(
    side text, subject text, task_id text, operation_id uuid, status text, work text, po_number text,
    media_buy_id text, task_created_at text)
), compared AS (
  UPDATE sellers SET orphans_at = $4
  WHERE tenant_id = $1 AND id = $2 AND (orphans_at IS NULL OR orphans_at <= $4)
  RETURNING tenant_id, id
), gone AS (
  DELETE FROM seller_orphans s USING compared c
  WHERE s.tenant_id = c.tenant_id AND s.seller_id = c.id
    AND NOT EXISTS (SELECT 1 FROM input i WHERE i.side = s.side AND i.subject = s.subject)
)
INSERT INTO seller_orphans (tenant_id, seller_id, side, subject, task_id, operation_id, status, work, po_number,
  media_buy_id, task_created_at, first_seen_at)
SELECT c.tenant_id, c.id, i.side, i.subject, i.task_id, i.operation_id, i.status, i.work, i.po_number, i.media_buy_id,
  i.task_created_at, $4
FROM input i CROSS JOIN compared c
ON CONFLICT (tenant_id, seller_id, side, subject) DO UPDATE SET task_id = EXCLUDED.task_id, status = EXCLUDED.status,
  work = EXCLUDED.work, po_number = EXCLUDED.po_number, media_buy_id = EXCLUDED.media_buy_id,
  task_created_at = EXCLUDED.task_created_at`,
    values: [seller.tenantId, seller.sellerId, databaseJson(rows), at.toISOString()],
  });
}

type InputRow = Omit<SellerOrphanRow, 'tenant_id' | 'seller_id' | 'first_seen_at'>;

function ourRow({ id, taskId }: Pick<Operation, 'id' | 'taskId'>): InputRow[] {
  if (taskId === null) return [];
  const unsaid = { status: null, work: null, po_number: null, media_buy_id: null, task_created_at: null };
  return [{ side: OrphanSide.ours, subject: id, task_id: taskId, operation_id: id, ...unsaid }];
}

function theirRows(tasks: readonly OpenTask[]): InputRow[] {
  return tasks
    .filter(({ taskId }) => taskId.length <= MAX_TASK_ID)
    .slice(0, MAX_ORPHANS)
    .map((task) => ({
      side: OrphanSide.theirs,
      subject: task.taskId,
      task_id: task.taskId,
      operation_id: null,
      status: clipped(task.status),
      work: clipped(task.operation),
      po_number: clipped(task.poNumber),
      media_buy_id: clipped(task.mediaBuyId),
      task_created_at: clipped(task.createdAt),
    }));
}

function clipped(text: string | null): string | null {
  return text === null ? null : text.slice(0, MAX_TEXT);
}

/** An operation of ours whose task the seller does not list, with its present status. */
export interface OurOrphan {
  operation_id: string;
  task_id: string;
  status: OperationStatus;
  po_number: string | null;
  first_seen_at: Date;
}

export type TheirOrphan = Pick<
  SellerOrphanRow,
  'task_id' | 'status' | 'work' | 'po_number' | 'media_buy_id' | 'task_created_at' | 'first_seen_at'
>;

/**
 * Reads the orphans of the last comparison, without those that are explained by now: ours that have ended, theirs that
 * an operation was bound to. The longest known come first, at most `MAX_ORPHANS` on each side.
 */
export async function listOrphans(
  pool: Pool,
  seller: SellerRef,
): Promise<{ ours: OurOrphan[]; theirs: TheirOrphan[] }> {
  const values = [seller.tenantId, seller.sellerId, MAX_ORPHANS];
  const [ours, theirs] = await Promise.all([
    pool.query<OurOrphan>({
      name: 'orphans-ours',
      text: `
SELECT s.operation_id, s.task_id, o.status, o.po_number, s.first_seen_at
FROM seller_orphans s
JOIN operations o ON o.tenant_id = s.tenant_id AND o.id = s.operation_id AND o.task_id = s.task_id
WHERE s.tenant_id = $1 AND s.seller_id = $2 AND s.side = 'ours' AND o.settled_at IS NULL
ORDER BY s.first_seen_at, s.subject LIMIT $3`,
      values,
    }),
    pool.query<TheirOrphan>({
      name: 'orphans-theirs',
      text: `
SELECT r.task_id, r.status, r.work, r.po_number, r.media_buy_id, r.task_created_at, r.first_seen_at
FROM seller_orphans r
WHERE r.tenant_id = $1 AND r.seller_id = $2 AND r.side = 'theirs'
  AND ${isUnbound}
ORDER BY r.first_seen_at, r.subject LIMIT $3`,
      values,
    }),
  ]);
  return { ours: ours.rows, theirs: theirs.rows };
}

/** How many sellers the gauge names at most: those with the most orphans. */
const SHOWN = 1_000;

/**
 * @returns how many tasks of each seller belonged to no operation at its last comparison; sellers without any are
 *   missing
 */
export async function orphanTasksBySeller(
  pool: Pool,
): Promise<{ tenantId: string; sellerId: string; count: number }[]> {
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string; count: number }>({
    name: 'orphans-by-seller',
    text: `
SELECT o.tenant_id, o.seller_id, count(*)::int AS count
FROM seller_orphans o JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id
WHERE o.side = 'theirs' AND s.deleted_at IS NULL
GROUP BY o.tenant_id, o.seller_id ORDER BY count DESC, o.tenant_id, o.seller_id LIMIT $1`,
    values: [SHOWN],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.seller_id, count: row.count }));
}
