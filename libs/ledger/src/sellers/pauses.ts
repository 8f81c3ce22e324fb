import type { Pool } from 'pg';

/** SQL: whether nothing is sent to the seller now. Two look-ups by key in small tables. */
export function isPaused(tenantId: string, sellerId: string): string {
  return `(EXISTS (SELECT FROM seller_settings g
    WHERE g.tenant_id = ${tenantId} AND g.seller_id = ${sellerId} AND g.paused_at IS NOT NULL)
  OR EXISTS (SELECT FROM tenant_settings p WHERE p.tenant_id = ${tenantId} AND p.paused_at IS NOT NULL))`;
}

/** A paused seller, with the operations that wait for it. */
export interface PausedSeller {
  tenantId: string;
  sellerId: string;
  /** Counted to 1,000 at most. */
  waiting: number;
}

const MOST_SELLERS = 1_000;
const MOST_COUNTED = 1_000;

/**
 * @returns the sellers to which nothing is sent, because they or their tenants are paused: at most 1,000
 * @param now of the injected clock
 */
export async function pausedSellers(pool: Pool, now: Date): Promise<PausedSeller[]> {
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string; waiting: number }>({
    name: 'seller-paused',
    text: `
SELECT s.tenant_id, s.id AS seller_id, (
  SELECT count(*)::int FROM (SELECT FROM operations o
    WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'submit' AND o.due_at <= $1
    LIMIT $3) w) AS waiting
FROM (
  SELECT s.tenant_id, s.id FROM sellers s
  WHERE s.deleted_at IS NULL AND ${isPaused('s.tenant_id', 's.id')}
  ORDER BY s.tenant_id, s.id LIMIT $2
) s`,
    values: [now.toISOString(), MOST_SELLERS, MOST_COUNTED],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.seller_id, waiting: row.waiting }));
}

/**
 * Pauses a tenant, or lets its sending go on. A tenant that is paused already keeps its time.
 * @returns since when it is paused; null when it is not
 */
export async function pauseTenant(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  paused: boolean,
  now: Date,
): Promise<Date | null> {
  const { rows } = await pool.query<{ paused_at: Date | null }>({
    text: `
INSERT INTO tenant_settings AS t (tenant_id, paused_at) VALUES ($1, $2)
ON CONFLICT (tenant_id) DO UPDATE SET paused_at = CASE WHEN $2 IS NULL THEN NULL ELSE coalesce(t.paused_at, $2) END
RETURNING paused_at`,
    values: [tenantId, paused ? now.toISOString() : null],
  });
  return rows[0]?.paused_at ?? null;
}
