import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';

/** For how many days events are kept for streams, pages and redeliveries. */
export const EVENT_RETENTION_DAYS = 90;

/**
 * Deletes events that are more than 90 days old, with their deliveries and attempts. What an operation went through
 * stays in its timeline. Ids begin with their time, so each tenant's oldest events stand at the start of its key.
 * @param limit most events of one call; if as many are deleted, there may be more
 * @returns how many events were deleted
 */
export async function deleteOldEvents(pool: Pool, now: Date, limit: number): Promise<number> {
  const before = now.getTime() - EVENT_RETENTION_DAYS * 86_400_000;
  const firstKept = uuidv7({ msecs: before, seq: 0, random: new Uint8Array(16) });
  const { rows } = await pool.query<{ deleted: number }>({
    name: 'events-delete-old',
    text: `
WITH old AS MATERIALIZED (
  SELECT t.id AS tenant_id, o.id FROM tenants t CROSS JOIN LATERAL (
    SELECT e.id FROM events e WHERE e.tenant_id = t.id AND e.id < $1 AND e.created_at < $2
    ORDER BY e.id LIMIT $3
  ) o LIMIT $3
), owed AS (
  DELETE FROM deliveries d USING old WHERE d.tenant_id = old.tenant_id AND d.event_id = old.id
  RETURNING d.tenant_id, d.id
), parts AS (
  DELETE FROM digest_parts p USING owed WHERE p.tenant_id = owed.tenant_id AND p.delivery_id = owed.id
), attempts AS (
  DELETE FROM notification_attempts a USING owed WHERE a.tenant_id = owed.tenant_id AND a.delivery_id = owed.id
), gone AS (
  DELETE FROM events e USING old WHERE e.tenant_id = old.tenant_id AND e.id = old.id RETURNING 1
)
SELECT count(*)::int AS deleted FROM gone`,
    values: [firstKept, new Date(before).toISOString(), limit],
  });
  return (rows[0]?.deleted ?? 0) + (await deleteOldIntakes(pool, firstKept, limit));
}

/** The operations themselves stay. */
async function deleteOldIntakes(pool: Pool, firstKept: string, limit: number): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'events-delete-old-intakes',
    text: `
WITH old AS MATERIALIZED (
  SELECT t.id AS tenant_id, o.operation_id FROM tenants t CROSS JOIN LATERAL (
    SELECT i.operation_id FROM intake_events i WHERE i.tenant_id = t.id AND i.operation_id < $1
    ORDER BY i.operation_id LIMIT $2
  ) o LIMIT $2
)
DELETE FROM intake_events i USING old WHERE i.tenant_id = old.tenant_id AND i.operation_id = old.operation_id`,
    values: [firstKept, limit],
  });
  return rowCount ?? 0;
}
