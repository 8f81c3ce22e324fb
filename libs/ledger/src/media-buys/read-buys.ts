import type { Pool } from 'pg';
import { MediaBuyStatus, type SellerRef } from '@adcp-orchestrator/domain';
import type { MediaBuyRow } from '../schema/operation';

/** An absent field does not filter. */
export interface MediaBuyFilter {
  sellerId?: string;
  status?: MediaBuyStatus;
}

export interface MediaBuyPage {
  items: MediaBuyRow[];
  /** Where the next page begins: the operation of this page's last buy. An operation books one buy. Null on the last page. */
  after: string | null;
}

/**
 * Reads one page of a tenant's media buys, the one that was ordered last first. Each state gives at most a page of rows
 * from the end of its index, and the newest of them all are the page.
 * @param after `after` of the previous page; null for the first
 * @param limit rows on the page
 */
export async function listMediaBuys(
  pool: Pool,
  tenantId: string,
  { sellerId, status }: MediaBuyFilter,
  after: string | null,
  limit: number,
): Promise<MediaBuyPage> {
  const statuses = status === undefined ? Object.values(MediaBuyStatus) : [status];
  const values: unknown[] = [tenantId, statuses, limit + 1];
  const where = (value: unknown, condition: (place: string) => string): string => {
    values.push(value);
    return ` AND ${condition(`$${values.length}`)}`;
  };
  const narrowed =
    (sellerId === undefined ? '' : where(sellerId, (at) => `m.seller_id = ${at}`)) +
    (after === null ? '' : where(after, (at) => `m.operation_id < ${at}`));
  const { rows } = await pool.query<MediaBuyRow>(
    `SELECT b.* FROM unnest($2::text[]) AS wanted(status) CROSS JOIN LATERAL (
       SELECT * FROM media_buys m WHERE m.tenant_id = $1 AND m.status = wanted.status${narrowed}
       ORDER BY m.operation_id DESC LIMIT $3
     ) b ORDER BY b.operation_id DESC LIMIT $3`,
    values,
  );
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.operation_id ?? null) : null };
}

/** @returns null when the tenant has no such buy at this seller */
export async function findMediaBuy(
  pool: Pool,
  { tenantId, sellerId }: SellerRef,
  mediaBuyId: string,
): Promise<MediaBuyRow | null> {
  const { rows } = await pool.query<MediaBuyRow>(
    'SELECT * FROM media_buys WHERE tenant_id = $1 AND seller_id = $2 AND media_buy_id = $3',
    [tenantId, sellerId, mediaBuyId],
  );
  return rows[0] ?? null;
}
