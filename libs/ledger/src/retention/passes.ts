import type { Pool, PoolClient } from 'pg';
import { type Retention, type RetentionSettings, retentionOf } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import type { RetentionPassRow } from '../schema/retention';

/** A tenant whose pass of the day is to be made, or made on. */
export interface DuePass {
  tenantId: string;
  retention: Retention;
  /** It was begun, today or before, and has not ended. */
  isUnderWay: boolean;
}

interface DueRow {
  tenant_id: string;
  retention: RetentionSettings | null;
  under_way: boolean;
}

/** SQL: whether deletion has not begun for this tenant of before the periods. The parameter is the injected clock's now. */
const stillWaits = (now: string): string => `coalesce(s.deletion_begins_at > ${now}, false)`;

/**
 * @param now of the injected clock
 * @returns tenants without a pass of this day, those that have waited for longest first
 */
export async function duePasses(pool: Pool, now: Date, limit: number): Promise<DuePass[]> {
  const { rows } = await pool.query<DueRow>({
    name: 'retention-due',
    text: `
SELECT t.id AS tenant_id, s.retention, p.tenant_id IS NOT NULL AND p.ended_at IS NULL AS under_way
FROM tenants t
LEFT JOIN tenant_settings s ON s.tenant_id = t.id
LEFT JOIN retention_passes p ON p.tenant_id = t.id
WHERE (p.tenant_id IS NULL OR p.ended_at IS NULL OR p.day < $1::date) AND NOT ${stillWaits('$2')}
ORDER BY p.updated_at NULLS FIRST, t.id LIMIT $3`,
    values: [dayOf(now), now.toISOString(), limit],
  });
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    retention: retentionOf(row.retention),
    isUnderWay: row.under_way,
  }));
}

/** Tenants of which nothing is deleted yet, because they are older than the periods. */
export interface WaitingTenants {
  tenants: number;
  /** When deletion begins for the first of them. */
  firstAt: Date;
}

/** @returns null when none waits */
export async function waitingTenants(pool: Pool, now: Date): Promise<WaitingTenants | null> {
  const { rows } = await pool.query<{ tenants: number; first_at: Date | null }>({
    name: 'retention-waiting',
    text: `SELECT count(*)::int AS tenants, min(s.deletion_begins_at) AS first_at FROM tenant_settings s
           WHERE ${stillWaits('$1')}`,
    values: [now.toISOString()],
  });
  const [row] = rows;
  return row?.first_at == null ? null : { tenants: row.tenants, firstAt: row.first_at };
}

/** @returns the day in UTC: `2026-03-02` */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Begins a tenant's pass of the day, unless one is under way. */
export async function beginPass(pool: Pool, tenantId: string, now: Date): Promise<void> {
  await pool.query({
    name: 'retention-begin',
    text: `
INSERT INTO retention_passes AS p (tenant_id, day, part, updated_at) VALUES ($1, $2, 'deliveries', $3)
ON CONFLICT (tenant_id) DO UPDATE SET day = EXCLUDED.day, part = EXCLUDED.part, updated_at = EXCLUDED.updated_at,
  place_at = NULL, place_id = NULL, operations = 0, events = 0, deliveries = 0, ended_at = NULL
WHERE p.ended_at IS NOT NULL AND p.day < EXCLUDED.day`,
    values: [tenantId, dayOf(now), now.toISOString()],
  });
}

/** What a pass has deleted. */
export type PassCounts = Pick<RetentionPassRow, 'operations' | 'events' | 'deliveries'>;

/**
 * Ends a pass that has gone through everything, and tells the audit of what it deleted, if anything. Call it inside a
 * transaction.
 * @returns null when another process has ended it
 */
export async function endPass(
  client: Pick<PoolClient, 'query'>,
  { tenantId, retention }: Pick<DuePass, 'tenantId' | 'retention'>,
  now: Date,
): Promise<PassCounts | null> {
  const { rows } = await client.query<PassCounts>({
    name: 'retention-end',
    text: `
UPDATE retention_passes p SET ended_at = $2, updated_at = $2
WHERE p.tenant_id = $1 AND p.part = 'done' AND p.ended_at IS NULL
RETURNING p.operations, p.events, p.deliveries`,
    values: [tenantId, now.toISOString()],
  });
  const [counts] = rows;
  if (counts === undefined) return null;
  if (counts.operations + counts.events + counts.deliveries > 0) {
    const { operationsDays, eventsDays, deliveriesDays } = retention;
    const days = { operations: operationsDays, events: eventsDays, deliveries: deliveriesDays };
    await client.query({
      name: 'retention-audit',
      text: `INSERT INTO audit (tenant_id, at, actor_name, kind, target, detail) VALUES ($1::uuid, $2, 'retention', $3, $1::uuid::text, $4)`,
      values: [tenantId, now.toISOString(), RETENTION_AUDIT_KIND, databaseJson({ deleted: counts, days })],
    });
  }
  return counts;
}

/** Under this kind the audit tells of what a pass has deleted. Nobody did it: the line names no key. */
export const RETENTION_AUDIT_KIND = 'retention.deleted';

/** The last pass of a tenant. */
export interface LastPass {
  /** On which it began, in UTC: `2026-03-02`. */
  day: string;
  /** Null while it is under way. */
  endedAt: Date | null;
  deleted: PassCounts;
}

/** @returns null before the tenant's first pass */
export async function readLastPass(pool: Pick<Pool, 'query'>, tenantId: string): Promise<LastPass | null> {
  const { rows } = await pool.query<PassCounts & { day: string; ended_at: Date | null }>({
    name: 'retention-last',
    text: `SELECT p.day::text AS day, p.ended_at, p.operations, p.events, p.deliveries
           FROM retention_passes p WHERE p.tenant_id = $1`,
    values: [tenantId],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { day, ended_at: endedAt, ...deleted } = row;
  return { day, endedAt, deleted };
}
