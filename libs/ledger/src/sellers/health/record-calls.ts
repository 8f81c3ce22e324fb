import type { Pool } from 'pg';
import type { SellerRef } from '@adcp-orchestrator/domain';
import { databaseJson } from '../../database/database-json';

/** Calls to one seller that one process made since its last report. */
export interface CallReport extends SellerRef {
  calls: number;
  /** Calls that found no seller: transport failures, timeouts and 5xx. */
  failures: number;
  /** Failures since the last success in this report; without a success, all of them. */
  failuresInRow: number;
  lastSuccessAt: Date | null;
  lastFailure: { at: Date; code: string; message: string } | null;
}

export const WINDOW_SECONDS = 300;
/** The windows of an hour, and the one that is being filled. */
export const WINDOWS = 13;

/** Adds the reports to the sellers' health, and to the window that `now` falls into, in one statement. */
export async function recordCalls(pool: Pool, reports: readonly CallReport[], now: Date): Promise<void> {
  const window = Math.floor(now.getTime() / 1000 / WINDOW_SECONDS);
  await pool.query({
    name: 'health-record',
    text: `
WITH input AS MATERIALIZED (
  SELECT i.* FROM jsonb_to_recordset($1::jsonb) AS i(tenant_id uuid, seller_id text, calls int, failures int, in_row int,
    last_success_at timestamptz, last_failure_at timestamptz, last_error_code text, last_error_message text)
  JOIN sellers s ON s.tenant_id = i.tenant_id AND s.id = i.seller_id
), health AS (
  INSERT INTO seller_health AS h (tenant_id, seller_id, consecutive_failures, last_success_at, last_failure_at,
    last_error_code, last_error_message)
  SELECT tenant_id, seller_id, in_row, last_success_at, last_failure_at, last_error_code, last_error_message
  FROM input ORDER BY tenant_id, seller_id
  ON CONFLICT (tenant_id, seller_id) DO UPDATE SET
    consecutive_failures = EXCLUDED.consecutive_failures
      + CASE WHEN EXCLUDED.last_success_at IS NULL THEN h.consecutive_failures ELSE 0 END,
    last_success_at = greatest(h.last_success_at, EXCLUDED.last_success_at),
    last_failure_at = greatest(h.last_failure_at, EXCLUDED.last_failure_at),
    last_error_code = coalesce(EXCLUDED.last_error_code, h.last_error_code),
    last_error_message = coalesce(EXCLUDED.last_error_message, h.last_error_message)
)
INSERT INTO seller_call_windows AS w (tenant_id, seller_id, slot, starts_at, calls, failures)
SELECT tenant_id, seller_id, $2, $3, calls, failures FROM input ORDER BY tenant_id, seller_id
ON CONFLICT (tenant_id, seller_id, slot) DO UPDATE SET
  calls = EXCLUDED.calls + CASE WHEN w.starts_at = EXCLUDED.starts_at THEN w.calls ELSE 0 END,
  failures = EXCLUDED.failures + CASE WHEN w.starts_at = EXCLUDED.starts_at THEN w.failures ELSE 0 END,
  starts_at = EXCLUDED.starts_at
WHERE w.starts_at <= EXCLUDED.starts_at`,
    values: [
      databaseJson(
        reports.map((report) => ({
          tenant_id: report.tenantId,
          seller_id: report.sellerId,
          calls: report.calls,
          failures: report.failures,
          in_row: report.failuresInRow,
          last_success_at: report.lastSuccessAt?.toISOString() ?? null,
          last_failure_at: report.lastFailure?.at.toISOString() ?? null,
          last_error_code: report.lastFailure?.code ?? null,
          last_error_message: report.lastFailure?.message ?? null,
        })),
      ),
      window % WINDOWS,
      new Date(window * WINDOW_SECONDS * 1000).toISOString(),
    ],
  });
}
