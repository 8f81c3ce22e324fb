import type { SellerWithSettings } from './settings-columns';

/** What is kept of a seller in `seller_settings`. */
export type KeptSettings = Pick<SellerWithSettings, 'contact' | 'paused_at'>;

/**
 * SQL that follows `WITH s AS (…)`, where `s` is the row of the seller that was just written: it keeps the settings of
 * that seller, and selects the seller with them.
 */
export const keepSettings = (contact: string, pausedAt: string): string => `g AS (
  INSERT INTO seller_settings (tenant_id, seller_id, contact, paused_at)
  SELECT s.tenant_id, s.id, ${contact}::jsonb, ${pausedAt}::timestamptz FROM s
  ON CONFLICT (tenant_id, seller_id) DO UPDATE SET contact = EXCLUDED.contact, paused_at = EXCLUDED.paused_at
  RETURNING tenant_id, contact, paused_at
)
SELECT s.*, g.contact, g.paused_at, p.paused_at AS tenant_paused_at FROM s
JOIN g ON g.tenant_id = s.tenant_id
LEFT JOIN tenant_settings p ON p.tenant_id = s.tenant_id`;

/** @returns the values of the two places of `keepSettings` */
export function valuesOf({ contact, paused_at }: KeptSettings): [string | null, string | null] {
  return [contact === null ? null : JSON.stringify(contact), paused_at?.toISOString() ?? null];
}
