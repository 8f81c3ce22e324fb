import type { SellerTraits } from '@adcp-orchestrator/domain';
import type { SellerRow } from '../schema/seller';

export const traitColumns = `s.webhook_mode, s.limits, s.capabilities, s.revision, s.approval_p50_seconds, s.approval_p90_seconds`;

export type TraitRow = Pick<
  SellerRow,
  'webhook_mode' | 'limits' | 'capabilities' | 'revision' | 'approval_p50_seconds' | 'approval_p90_seconds'
>;

/** @returns what `decide` must know of the seller. */
export function traitsOf(row: TraitRow): SellerTraits {
  return {
    hasWebhook: row.webhook_mode !== 'none',
    minPollSeconds: row.limits.minPollSeconds,
    revision: row.revision,
    replayWindowSeconds: row.capabilities?.replayWindowSeconds ?? null,
    approvalSeconds:
      row.approval_p50_seconds === null || row.approval_p90_seconds === null
        ? null
        : { p50: row.approval_p50_seconds, p90: row.approval_p90_seconds },
  };
}
