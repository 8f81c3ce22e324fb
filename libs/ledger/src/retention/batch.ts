import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type Retention, daysBefore } from '@adcp-orchestrator/domain';
import { deleteDeliveries } from './delete-deliveries';
import { deleteEvents } from './delete-events';
import { deleteIntakes } from './delete-intakes';
import { deleteOperations } from './delete-operations';
import type { PassPart } from '../schema/retention';

/** What one batch looks at and deletes. */
export interface RetentionBatch {
  tenantId: string;
  retention: Retention;
  now: Date;
  /** Most rows that it looks at. */
  limit: number;
}

export interface BatchDone {
  part: PassPart;
  deleted: number;
  /** The part that comes next: the same one while it has more. */
  next: PassPart;
}

interface BatchRow {
  part: PassPart;
  deleted: number;
}

const statements = {
  deliveries: deleteDeliveries,
  events: deleteEvents,
  intakes: deleteIntakes,
  operations: deleteOperations,
};

/**
 * Makes a pass go on: looks at the next rows of its part in their order, and deletes those that nothing needs. Each row is
 * looked at once in a pass, so what is kept for some reason costs one look a day. The place is written with the
 * deletion, so a crash repeats nothing and skips nothing.
 *
 * The parts hang together: a delivery goes when it is no longer tried, an event when its deliveries are gone, an operation
 * when its events are gone. So whatever is owed keeps all that it refers to.
 * @returns null when the pass has come to its end, or there is none
 */
export async function deleteBatch(pool: Pool, batch: RetentionBatch): Promise<BatchDone | null> {
  const { tenantId } = batch;
  const { rows } = await pool.query<{ part: PassPart }>({
    name: 'retention-part',
    text: 'SELECT p.part FROM retention_passes p WHERE p.tenant_id = $1 AND p.ended_at IS NULL',
    values: [tenantId],
  });
  const part = rows[0]?.part;
  if (part === undefined || part === 'done') return null;
  const { name, text, days } = statements[part];
  const before = daysBefore(batch.now, batch.retention[days]);
  const done = await pool.query<BatchRow>({
    name,
    text,
    values: [
      tenantId,
      before.toISOString(),
      uuidv7({ msecs: before.getTime(), seq: 0, random: new Uint8Array(16) }),
      batch.limit,
      batch.retention.exportFirst,
      batch.now.toISOString(),
    ],
  });
  // Another process has moved the pass on.
  const [row] = done.rows;
  return row === undefined ? { part, deleted: 0, next: part } : { part, deleted: row.deleted, next: row.part };
}
