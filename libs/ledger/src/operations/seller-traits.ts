import type { SellerTraits } from '@adcp-orchestrator/domain';
import type { SellerRow } from '../schema/seller';

/** Only one value of the capabilities is read: they hold the whole tool list, and are read with every operation. */
export const traitColumns = `s.webhook_mode, s.limits, s.revision, s.approval_p50_seconds, s.approval_p90_seconds,
  (s.capabilities->>'replayWindowSeconds')::float8 AS replay_window_seconds`;

export type TraitRow = Pick<
  SellerRow,
  'webhook_mode' | 'limits' | 'revision' | 'approval_p50_seconds' | 'approval_p90_seconds'
> & { replay_window_seconds: number | null };

export function traitsOf(row: TraitRow): SellerTraits {
  return {
    hasWebhook: row.webhook_mode !== 'none',
    minPollSeconds: row.limits.minPollSeconds,
    revision: row.revision,
    replayWindowSeconds: row.replay_window_seconds,
    approvalSeconds:
      row.approval_p50_seconds === null || row.approval_p90_seconds === null
        ? null
        : { p50: row.approval_p50_seconds, p90: row.approval_p90_seconds },
  };
}
