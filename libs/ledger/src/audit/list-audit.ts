import type { Pool } from 'pg';
import { withinSeconds } from '../operations/list/within-seconds';
import type { AuditRow } from '../schema/audit';

/** An absent field does not filter. */
export interface AuditFilter {
  kind?: string;
  /** The actor's name. */
  actor?: string;
  target?: string;
  /** Lines of this instant and later. */
  after?: Date;
  /** Lines before this instant. */
  before?: Date;
}

/** Where a page ended: the time of its last line, as the database writes it, and that line's id. */
export interface AuditPosition {
  at: string;
  id: string;
}

export interface AuditPage {
  items: AuditRow[];
  after: AuditPosition | null;
}

type PlacedLine = AuditRow & { position: string };

/**
 * Reads one page of a tenant's audit, the newest line first.
 * @param after `after` of the previous page; null for the first
 * @throws ListTooWideError when two filters together find little, and it takes two seconds
 */
export async function listAudit(
  pool: Pool,
  tenantId: string,
  filter: AuditFilter,
  after: AuditPosition | null,
  limit: number,
): Promise<AuditPage> {
  const values: unknown[] = [tenantId];
  const conditions: string[] = [];
  const where = (value: unknown, condition: (place: string) => string): void => {
    values.push(value);
    conditions.push(`AND ${condition(`$${values.length}`)}`);
  };
  if (filter.kind !== undefined) where(filter.kind, (at) => `a.kind = ${at}`);
  if (filter.actor !== undefined) where(filter.actor, (at) => `a.actor_name = ${at}`);
  if (filter.target !== undefined) where(filter.target, (at) => `a.target = ${at}`);
  if (filter.after !== undefined) where(filter.after.toISOString(), (at) => `a.at >= ${at}`);
  if (filter.before !== undefined) where(filter.before.toISOString(), (at) => `a.at < ${at}`);
  if (after !== null) {
    values.push(after.at, after.id);
    conditions.push(`AND (a.at, a.id) < ($${values.length - 1}::timestamptz, $${values.length}::bigint)`);
  }
  values.push(limit + 1);
  const text = `SELECT a.*, a.at::text AS position FROM audit a WHERE a.tenant_id = $1 ${conditions.join(' ')}
     ORDER BY a.at DESC, a.id DESC LIMIT $${values.length}`;
  // Each of these filters has an index, no two have one together: lines of the one are passed over for the other.
  const passesOver = [filter.kind, filter.actor, filter.target].filter((value) => value !== undefined).length > 1;
  const { rows } = passesOver
    ? await withinSeconds<PlacedLine>(pool, text, values, { ofAudit: true })
    : await pool.query<PlacedLine>(text, values);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    after: rows.length > limit && last !== undefined ? { at: last.position, id: last.id } : null,
  };
}
