import type { Pool } from 'pg';
import type { MediaBuyStatus, SellerRef } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';

/** What was learned of a media buy, and when to ask again. Null leaves what is known. */
export interface BuyRecord {
  mediaBuyId: string;
  status: MediaBuyStatus | null;
  sellerStatus: string | null;
  creativeDeadline: string | null;
  /** Whether creatives are still missing; null when the seller did not say. */
  awaitsCreatives: boolean | null;
  /** Set when the deadline for creatives has moved. */
  creativesWarnAt: Date | null;
  /** Null here means that nobody needs to ask again. */
  dueAt: Date | null;
}

/**
 * Writes what a seller showed of its media buys. It never changes an operation: what does goes through the gate first.
 */
export async function recordBuys(
  pool: Pool,
  seller: SellerRef,
  records: readonly BuyRecord[],
  now: Date,
): Promise<void> {
  if (records.length === 0) return;
  await pool.query({
    name: 'follow-record',
    text: `
UPDATE media_buys m SET
  status = coalesce(i.status, m.status), seller_status = coalesce(i.seller_status, m.seller_status),
  creative_deadline = coalesce(i.creative_deadline, m.creative_deadline),
  creatives_warn_at = CASE WHEN i.awaits_creatives IS FALSE THEN NULL
                           ELSE coalesce(i.creatives_warn_at, m.creatives_warn_at) END,
  due_at = i.due_at, asked_at = $4,
  updated_at = CASE WHEN (coalesce(i.status, m.status), coalesce(i.seller_status, m.seller_status),
                          coalesce(i.creative_deadline, m.creative_deadline))
                         IS DISTINCT FROM (m.status, m.seller_status, m.creative_deadline)
                    THEN $4 ELSE m.updated_at END
FROM jsonb_to_recordset($3::jsonb) AS i(
  media_buy_id text, status text, seller_status text, creative_deadline text, awaits_creatives boolean,
  creatives_warn_at timestamptz, due_at timestamptz)
WHERE m.tenant_id = $1 AND m.seller_id = $2 AND m.media_buy_id = i.media_buy_id`,
    values: [
      seller.tenantId,
      seller.sellerId,
      databaseJson(
        records.map((record) => ({
          media_buy_id: record.mediaBuyId,
          status: record.status,
          seller_status: record.sellerStatus,
          creative_deadline: record.creativeDeadline,
          awaits_creatives: record.awaitsCreatives,
          creatives_warn_at: record.creativesWarnAt?.toISOString() ?? null,
          due_at: record.dueAt?.toISOString() ?? null,
        })),
      ),
      now.toISOString(),
    ],
  });
}
