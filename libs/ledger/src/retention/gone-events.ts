import type { Pool } from 'pg';
import type { EventPosition } from '../events/event-position';

/** @returns the furthest place among a tenant's events of which one was deleted; null when none was */
export async function readGoneEvents(pool: Pick<Pool, 'query'>, tenantId: string): Promise<EventPosition | null> {
  const { rows } = await pool.query<{ epoch: string; transaction_id: string; id: string }>({
    name: 'events-gone',
    text: `SELECT p.gone_epoch AS epoch, p.gone_transaction_id AS transaction_id, p.gone_id AS id
           FROM retention_passes p WHERE p.tenant_id = $1 AND p.gone_id IS NOT NULL`,
    values: [tenantId],
  });
  const [row] = rows;
  return row === undefined ? null : { epoch: Number(row.epoch), transactionId: BigInt(row.transaction_id), id: row.id };
}
