import type { Pool } from 'pg';
import type { ExportPlace } from '../../retention/export-position';
import type { TimelineRow } from '../../schema/operation';
import type { OperationRow } from '../../schema/operation-table';
import { operationColumns, operationOf } from '../operation-row';
import type { FoundRequest } from '../queries/find-operation';
import { readTimeline } from '../queries/read-timeline';
import { type PauseRow, type TraitRow, pauseColumns, pauseOfRow, traitColumns, traitsOf } from '../seller-traits';
import { type ExportedDelivery, readExportedDeliveries } from './exported-deliveries';

/** An operation as it leaves for an archive, with everything that hangs on it and is no secret. */
export interface ExportedOperation {
  /** Its place in the order of the export. */
  place: ExportPlace;
  found: FoundRequest;
  timeline: TimelineRow[];
  deliveries: ExportedDelivery[];
}

export interface ExportBatch {
  /** The place of the last one that was read; null: from the beginning. */
  after: ExportPlace | null;
  /** Only those that have settled before. */
  settledBefore: Date;
  /** Most operations. */
  limit: number;
}

/** Requests and results of one batch, as text: a single result may have some MiB. One operation is read in any case. */
const MAX_BYTES = 4 * 1_024 * 1_024;
/** Of most operations this is the whole timeline. What is longer is read page by page. */
const TIMELINE_AT_ONCE = 200;

const FIRST: ExportPlace = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

type Row = OperationRow & TraitRow & PauseRow & { at: string; repeated_by: string | null };

/** Reads a tenant's settled operations in the order in which they settled, a batch at a time. */
export async function readExport(
  pool: Pool,
  tenantId: string,
  { after, settledBefore, limit }: ExportBatch,
): Promise<ExportedOperation[]> {
  const { at, id } = after ?? FIRST;
  const { rows } = await pool.query<Row>({
    name: 'export-operations',
    text: `
WITH looked AS MATERIALIZED (
  SELECT o.tenant_id, o.id, o.settled_at FROM operations o
  WHERE o.tenant_id = $1 AND o.settled_at < $2 AND (o.settled_at, o.id) > ($3::timestamptz, $4::uuid)
  ORDER BY o.settled_at, o.id LIMIT $5
), sized AS MATERIALIZED (
  SELECT l.tenant_id, l.id, l.settled_at, row_number() OVER this AS place,
    sum(octet_length(o.request::text) + coalesce(octet_length(o.outcome::text), 0)) OVER this AS bytes
  FROM looked l JOIN operations o ON o.tenant_id = l.tenant_id AND o.id = l.id
  WINDOW this AS (ORDER BY l.settled_at, l.id)
)
SELECT ${operationColumns}, o.request, ${traitColumns}, ${pauseColumns}, z.settled_at::text AS at,
  (SELECT r.id FROM operations r WHERE r.tenant_id = o.tenant_id AND r.retry_of = o.id) AS repeated_by
FROM sized z JOIN operations o ON o.tenant_id = z.tenant_id AND o.id = z.id
JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id
WHERE z.place = 1 OR z.bytes <= $6
ORDER BY z.settled_at, z.id`,
    values: [tenantId, settledBefore.toISOString(), at, id, limit, MAX_BYTES],
  });
  const ids = rows.map((row) => row.id);
  const timelines = await readTimelines(pool, tenantId, ids);
  const deliveries = await readExportedDeliveries(pool, tenantId, ids);
  return rows.map((row) => ({
    place: { at: row.at, id: row.id },
    found: {
      operation: operationOf(row),
      traits: traitsOf(row),
      pause: pauseOfRow(row),
      request: row.request,
      repeatedBy: row.repeated_by,
    },
    timeline: timelines.get(row.id) ?? [],
    deliveries: deliveries.get(row.id) ?? [],
  }));
}

/** Whole results are left out, as `readTimeline` does: the operation has them. */
async function readTimelines(
  pool: Pool,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TimelineRow[]>> {
  const byOperation = new Map<string, TimelineRow[]>(ids.map((id) => [id, []]));
  const { rows } = await pool.query<TimelineRow>({
    name: 'export-timelines',
    text: `
SELECT t.* FROM unnest($2::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
  SELECT t.id, t.tenant_id, t.operation_id, t.kind, t.source, t.from_status, t.to_status, t.actor, t.reason,
    t.detail #- '{finding,outcome,result}' AS detail, t.version, t.at
  FROM timeline t WHERE t.tenant_id = $1 AND t.operation_id = wanted.id ORDER BY t.id LIMIT ${TIMELINE_AT_ONCE}
) t ORDER BY t.operation_id, t.id`,
    values: [tenantId, ids],
  });
  for (const row of rows) byOperation.get(row.operation_id)?.push(row);
  for (const [id, entries] of byOperation) {
    let after = entries.length < TIMELINE_AT_ONCE ? null : (entries.at(-1)?.id ?? null);
    while (after !== null) {
      const page = await readTimeline(pool, tenantId, id, after, TIMELINE_AT_ONCE);
      entries.push(...(page?.items ?? []));
      after = page?.after ?? null;
    }
  }
  return byOperation;
}
