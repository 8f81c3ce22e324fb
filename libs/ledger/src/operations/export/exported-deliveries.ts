import type { Pool } from 'pg';
import { type DeliveryWithEvent, deliveryColumns } from '../../deliveries/read-deliveries';

/** An attempt, as the database writes it in JSON. */
export interface ExportedAttempt {
  attempt: number;
  at: string;
  http_status: number | null;
  duration_ms: number;
  error: string | null;
}

/** A delivery with its attempts. What receivers answered is theirs, and stays out of an archive. */
export type ExportedDelivery = DeliveryWithEvent & { operation_id: string; attempts_made: ExportedAttempt[] };

/** @returns by operation, the deliveries of its events, in the order of the events */
export async function readExportedDeliveries(
  pool: Pool,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ExportedDelivery[]>> {
  const { rows } = await pool.query<ExportedDelivery>({
    name: 'export-deliveries',
    text: `
SELECT ${deliveryColumns}, coalesce((
  SELECT jsonb_agg(jsonb_build_object('attempt', a.attempt, 'at', a.at, 'http_status', a.http_status,
      'duration_ms', a.duration_ms, 'error', a.error) ORDER BY a.attempt)
  FROM notification_attempts a WHERE a.tenant_id = d.tenant_id AND a.delivery_id = d.id), '[]') AS attempts_made
FROM events e JOIN deliveries d ON d.tenant_id = e.tenant_id AND d.event_id = e.id
WHERE e.tenant_id = $1 AND e.operation_id = ANY ($2::uuid[])
ORDER BY e.operation_id, e.sequence, d.created_at, d.id`,
    values: [tenantId, ids],
  });
  const byOperation = new Map<string, ExportedDelivery[]>();
  for (const row of rows) byOperation.set(row.operation_id, [...(byOperation.get(row.operation_id) ?? []), row]);
  return byOperation;
}
