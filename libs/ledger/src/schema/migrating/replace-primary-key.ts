import type { QueryRunner } from 'typeorm';
import { createIndexConcurrently } from './create-index';

export interface PrimaryKey {
  table: string;
  /** The constraint that it replaces. */
  was: string;
  columns: readonly string[];
}

/**
 * Gives a table another primary key while everybody works with it: its index is built beside the old key, and one short
 * statement exchanges the two. For a migration with `transaction = false`; may be repeated. Who looks rows up by the old
 * key alone needs an index of its own, and foreign keys to the old one have to be dropped before.
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
