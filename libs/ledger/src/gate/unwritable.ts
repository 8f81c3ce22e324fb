import type { Pool } from 'pg';
import type { Observation, Operation } from '@adcp-orchestrator/domain';
import { databaseJson, databaseText } from '../database/database-json';

/** How long a row that cannot be written is left alone, so that it does not spin. */
const PAUSE_SECONDS = 300;

/**
 * Keeps in the timeline what the gate could not write, and pauses the row. The database's message goes into the entry's
 * detail, for whoever runs the service: a desk can do nothing with it.
 * @param error why the write failed
 */
export async function recordUnwritable(
  pool: Pool,
  operation: Operation,
  observations: readonly Observation[],
  error: unknown,
  now: Date,
): Promise<void> {
  const words = error instanceof Error ? error.message : String(error);
  await pool.query({
    name: 'gate-unwritable',
    text: `
WITH paused AS (
  UPDATE operations SET due_at = greatest(due_at, $5::timestamptz + make_interval(secs => $6))
  WHERE id = $1 AND tenant_id = $2 AND due_at IS NOT NULL
)
INSERT INTO timeline (tenant_id, operation_id, kind, source, reason, detail, version, at)
SELECT $2, $1, 'unwritable', o->>'source', 'it could not be recorded, and is kept as it came',
  jsonb_build_object('observation', o, 'error', $3::text), $7, $5
FROM jsonb_array_elements($4::jsonb) AS o`,
    values: [
      operation.id,
      operation.tenantId,
      databaseText(words),
      databaseJson(observations),
      now.toISOString(),
      PAUSE_SECONDS,
      operation.version,
    ],
  });
}
