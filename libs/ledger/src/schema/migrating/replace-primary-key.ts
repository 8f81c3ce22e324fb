import type { QueryRunner } from 'typeorm';
import { createIndexConcurrently } from './create-index';

export interface PrimaryKey {
  table: string;
  /** The name of the constraint that is replaced. */
  was: string;
  columns: readonly string[];
}

/**
 * Gives a table another primary key while everybody works with it. The new index is built beside the old key; then one
 * short statement exchanges the two. Only for a migration with `transaction = false`; it may be repeated. Two things
 * are up to the caller: drop foreign keys to the old key first, and give an index of its own to whoever looks rows up
 * by the old key.
 */
export async function replacePrimaryKey(runner: QueryRunner, { table, was, columns }: PrimaryKey): Promise<void> {
  const name = primaryKeyOf(table);
  const list = columns.map((column) => `"${column}"`).join(', ');
  await createIndexConcurrently(runner, { name, table, on: `(${list})`, unique: true });
  if (await hasConstraint(runner, name)) return;
  await runner.query(
    `ALTER TABLE "${table}" DROP CONSTRAINT "${was}", ADD CONSTRAINT "${name}" PRIMARY KEY USING INDEX "${name}"`,
  );
}

export function primaryKeyOf(table: string): string {
  return `PK_${table}`;
}

export async function hasConstraint(runner: QueryRunner, name: string): Promise<boolean> {
  const found = (await runner.query(`SELECT FROM pg_constraint WHERE conname = $1`, [name])) as unknown[];
  return found.length > 0;
}
