import type { Pool } from 'pg';
import type { SealedColumn } from './sealed-columns';

/** The first bytes of a sealed value: its version, and the id of its key. */
const HEAD_BYTES = 5;

export interface SealedHead {
  key: string[];
  /** The first bytes of the value; null when the row has none. */
  head: Buffer | null;
  bytes: number;
}

type KeyRow = Record<`k${number}`, string>;

/**
 * @returns the next rows in the order of the primary key. Rows without a value are included, so that each statement is
 *   bounded
 */
export async function readPage(
  pool: Pool,
  column: SealedColumn,
  after: readonly string[] | null,
  limit: number,
): Promise<SealedHead[]> {
  const names = column.key.map(({ name }) => name);
  const bounds = column.key.map(({ type }, at) => `$${at + 2}::${type}`);
  const { rows } = await pool.query<KeyRow & { head: Buffer | null; bytes: number | null }>(
    `SELECT ${selectedKey(column)}, substring(${column.column} FROM 1 FOR ${HEAD_BYTES}) AS head,
       octet_length(${column.column}) AS bytes
     FROM ${column.table} t ${after === null ? '' : `WHERE (${names.join(', ')}) > (${bounds.join(', ')})`}
     ORDER BY ${names.join(', ')} LIMIT $1`,
    [limit, ...(after ?? [])],
  );
  return rows.map((row) => ({ key: keyOf(column, row), head: row.head, bytes: row.bytes ?? 0 }));
}

/** @returns the values of these rows as they are now; rows that are gone are left out */
export async function readValues(
  pool: Pool,
  column: SealedColumn,
  keys: readonly (readonly string[])[],
): Promise<{ key: string[]; sealed: Buffer | null }[]> {
  const { rows } = await pool.query<KeyRow & { sealed: Buffer | null }>(
    `SELECT ${selectedKey(column)}, t.${column.column} AS sealed
     FROM ${column.table} t JOIN ${given(column)} ON ${sameRow(column, 'g')}`,
    keyColumns(column, keys),
  );
  return rows.map((row) => ({ key: keyOf(column, row), sealed: row.sealed }));
}

/**
 * Replaces values that still are what was read. A row that another transaction holds is left out. Nobody is waited for,
 * so this statement delays a worker no longer than it runs, and takes part in no deadlock.
 * @returns how many were replaced
 */
export async function replaceValues(
  pool: Pool,
  column: SealedColumn,
  changes: readonly { key: readonly string[]; from: Buffer; to: Buffer }[],
): Promise<number> {
  const width = column.key.length;
  const names = column.key.map(({ name }, at) => `t.${name} AS k${at}`);
  const { rowCount } = await pool.query(
    `WITH g AS (SELECT * FROM ${given(column, [`$${width + 1}::bytea[]`, `$${width + 2}::bytea[]`])}),
     free AS (
       SELECT ${names.join(', ')} FROM ${column.table} t JOIN g ON ${sameRow(column, 'g')}
       WHERE t.${column.column} = g.v0
       FOR NO KEY UPDATE OF t SKIP LOCKED
     )
     UPDATE ${column.table} t SET ${column.column} = g.v1
     FROM free JOIN g ON ${column.key.map((_, at) => `g.k${at} = free.k${at}`).join(' AND ')}
     WHERE ${sameRow(column, 'free')} AND t.${column.column} = g.v0`,
    [
      ...keyColumns(
        column,
        changes.map(({ key }) => key),
      ),
      changes.map(({ from }) => from),
      changes.map(({ to }) => to),
    ],
  );
  return rowCount ?? 0;
}

/** `unnest($1::uuid[], ...) AS g(k0, ..., v0, ...)` */
function given({ key }: SealedColumn, values: readonly string[] = []): string {
  const keys = key.map(({ type }, at) => `$${at + 1}::${type}[]`);
  const names = [...key.map((_, at) => `k${at}`), ...values.map((_, at) => `v${at}`)];
  return `unnest(${[...keys, ...values].join(', ')}) AS g(${names.join(', ')})`;
}

function sameRow({ key }: SealedColumn, other: string): string {
  return key.map(({ name }, at) => `t.${name} = ${other}.k${at}`).join(' AND ');
}

function selectedKey({ key }: SealedColumn): string {
  return key.map(({ name }, at) => `t.${name}::text AS k${at}`).join(', ');
}

function keyColumns({ key }: SealedColumn, keys: readonly (readonly string[])[]): string[][] {
  return key.map((_, at) => keys.map((one) => one[at] ?? ''));
}

function keyOf({ key }: SealedColumn, row: KeyRow): string[] {
  return key.map((_, at) => row[`k${at}`] ?? '');
}
