import type { Pool, PoolClient } from 'pg';

/** A place in the order of the export: when an operation settled, as the database writes it, and its id. */
export interface ExportPlace {
  at: string;
  id: string;
}

/** Up to where an export was confirmed, and when. */
export interface ExportConfirmed extends ExportPlace {
  settledAt: Date;
  confirmedAt: Date;
}

/** @returns null while nothing was confirmed */
export async function readExportPosition(pool: Pick<Pool, 'query'>, tenantId: string): Promise<ExportConfirmed | null> {
  const { rows } = await pool.query<ExportPlace & { settled_at: Date; confirmed_at: Date }>({
    name: 'export-position',
    text: `SELECT y.settled_at::text AS at, y.settled_at, y.operation_id AS id, y.confirmed_at FROM export_positions y
           WHERE y.tenant_id = $1`,
    values: [tenantId],
  });
  const [row] = rows;
  return row === undefined
    ? null
    : { at: row.at, id: row.id, settledAt: row.settled_at, confirmedAt: row.confirmed_at };
}

/**
 * Confirms that everything up to here was exported and is kept elsewhere. It never goes back: what was deleted since
 * then cannot be exported again.
 * @param when `latest` is the last moment that an export may have reached
 * @returns false when the place is later than that; nothing is confirmed then, as what ends until there would be deleted
 * without an export
 */
export async function confirmExport(
  client: Pick<Pool | PoolClient, 'query'>,
  tenantId: string,
  { at, id }: ExportPlace,
  { now, latest }: { now: Date; latest: Date },
): Promise<boolean> {
  const { rows } = await client.query<{ is_reached: boolean }>({
    text: `
WITH place AS (SELECT $2::timestamptz AS settled_at, $2::timestamptz <= $5::timestamptz AS is_reached),
confirmed AS (
  INSERT INTO export_positions AS y (tenant_id, settled_at, operation_id, confirmed_at)
  SELECT $1::uuid, p.settled_at, $3::uuid, $4::timestamptz FROM place p WHERE p.is_reached
  ON CONFLICT (tenant_id) DO UPDATE SET settled_at = EXCLUDED.settled_at, operation_id = EXCLUDED.operation_id,
    confirmed_at = EXCLUDED.confirmed_at
  WHERE (y.settled_at, y.operation_id) < (EXCLUDED.settled_at, EXCLUDED.operation_id)
)
SELECT p.is_reached FROM place p`,
    values: [tenantId, at, id, now.toISOString(), latest.toISOString()],
  });
  return rows[0]?.is_reached === true;
}
