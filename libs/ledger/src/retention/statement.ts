import type { Retention } from '@adcp-orchestrator/domain';

/**
 * One part of a pass. The parameters of every part are the same:
 * `$1` tenant, `$2` the instant and `$3` the first id of what is kept, `$4` most rows to look at, `$5` whether only what was
 * exported goes, `$6` now. They return the part that comes next, and how many rows were deleted.
 */
export interface PartStatement {
  name: string;
  text: string;
  /** The period by which it goes. */
  days: Exclude<keyof Retention, 'exportFirst'>;
}

/**
 * Where the walk is. Before the first row, an instant and an id before every other. It also says the types of the
 * parameters that a part has no use for.
 */
export const passNow = `
pass AS MATERIALIZED (
  SELECT $2::timestamptz AS kept_since, $3::uuid AS first_kept, coalesce(p.place_at, '-infinity') AS place_at,
    coalesce(p.place_id, '00000000-0000-0000-0000-000000000000') AS place_id
  FROM retention_passes p WHERE p.tenant_id = $1
)`;

/**
 * SQL: moves the pass on behind the rows of `looked`, and into the next part when these were the last.
 * @param counted the column that counts what `gone` has deleted; null: it is not counted
 */
export const moveOn = (
  part: string,
  next: string,
  { at, id, counted, more = '' }: { at: string; id: string; counted: string | null; more?: string },
): string => `
UPDATE retention_passes p SET updated_at = $6, ${more}
  ${counted === null ? '' : `${counted} = p.${counted} + (SELECT count(*) FROM gone),`}
  part = CASE WHEN c.looked < $4 THEN '${next}' ELSE p.part END,
  place_at = CASE WHEN c.looked < $4 THEN NULL ELSE c.place_at END,
  place_id = CASE WHEN c.looked < $4 THEN NULL ELSE c.place_id END
FROM (
  SELECT (SELECT count(*) FROM looked) AS looked, l.place_at, l.place_id
  FROM (SELECT 1) one LEFT JOIN (
    SELECT ${at} AS place_at, ${id} AS place_id FROM looked ORDER BY 1 DESC, 2 DESC LIMIT 1
  ) l ON true
) c
WHERE p.tenant_id = $1 AND p.part = '${part}'
RETURNING p.part, (SELECT count(*)::int FROM gone) AS deleted`;

/**
 * SQL: whether this may go while only what was exported goes.
 * @param operation the id of the operation that it belongs to; null: it belongs to none, and no export has it
 */
export const mayGo = (operation: string): string => `(NOT $5::boolean OR ${operation} IS NULL OR EXISTS (
    SELECT FROM operations x JOIN export_positions y ON y.tenant_id = x.tenant_id
    WHERE x.tenant_id = $1 AND x.id = ${operation} AND (x.settled_at, x.id) <= (y.settled_at, y.operation_id)))`;
