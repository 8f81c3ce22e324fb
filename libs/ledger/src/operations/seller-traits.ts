import { type SellerTraits, type SendingPause, pauseOf } from '@adcp-orchestrator/domain';
import type { SellerRow } from '../schema/seller';

/** Only one value of the capabilities is read: they hold the whole tool list, and are read with every operation. */
export const traitColumns = `s.name AS seller_name, s.webhook_mode, s.limits, s.revision, s.approval_p50_seconds, s.approval_p90_seconds,
  (s.capabilities->>'replayWindowSeconds')::float8 AS replay_window_seconds,
  (SELECT a.samples FROM seller_approvals a WHERE a.tenant_id = s.tenant_id AND a.seller_id = s.id) AS approval_samples`;

/** The columns that `pauseOfRow` reads, with the tables `o` and `s`. Two look-ups by key in small tables. */
export const pauseColumns = `
  (SELECT g.paused_at FROM seller_settings g WHERE g.tenant_id = s.tenant_id AND g.seller_id = s.id) AS seller_paused_at,
  (SELECT p.paused_at FROM tenant_settings p WHERE p.tenant_id = s.tenant_id) AS tenant_paused_at`;

export interface PauseRow {
  seller_paused_at: Date | null;
  tenant_paused_at: Date | null;
}

export function pauseOfRow(row: PauseRow): SendingPause | null {
  return pauseOf({ seller: row.seller_paused_at, tenant: row.tenant_paused_at });
}

export type TraitRow = Pick<
  SellerRow,
  'webhook_mode' | 'limits' | 'revision' | 'approval_p50_seconds' | 'approval_p90_seconds'
> & {
  seller_name: string;
  replay_window_seconds: number | null;
  /** Null until this release has computed the seller's times. */
  approval_samples: number | null;
};

export function traitsOf(row: TraitRow): SellerTraits {
  return {
    name: row.seller_name,
    hasWebhook: row.webhook_mode !== 'none',
    minPollSeconds: row.limits.minPollSeconds,
    revision: row.revision,
    replayWindowSeconds: row.replay_window_seconds,
    approvalSeconds:
      row.approval_p50_seconds === null || row.approval_p90_seconds === null
        ? null
        : { p50: row.approval_p50_seconds, p90: row.approval_p90_seconds, samples: row.approval_samples ?? 0 },
  };
}
