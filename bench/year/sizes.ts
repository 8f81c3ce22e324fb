import Table from 'cli-table3';
import type { Client } from 'pg';
import { say } from '../program';

/** What one table takes, in bytes. */
export interface TableSize {
  table: string;
  heap: number;
  /** Long values, kept beside the rows. */
  toast: number;
  indexes: number;
}

/** @returns the size of each table that grows with operations, the largest first */
export async function tableSizes(client: Client): Promise<TableSize[]> {
  const { rows } = await client.query<Record<keyof TableSize, string>>(
    `SELECT c.relname AS table, pg_relation_size(c.oid) AS heap, pg_indexes_size(c.oid) AS indexes,
       pg_table_size(c.oid) - pg_relation_size(c.oid) AS toast
     FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND pg_total_relation_size(c.oid) > 1000000
     ORDER BY pg_total_relation_size(c.oid) DESC`,
  );
  return rows.map(({ table, heap, toast, indexes }) => ({
    table,
    heap: Number(heap),
    toast: Number(toast),
    indexes: Number(indexes),
  }));
}

export function totalOf(sizes: readonly TableSize[]): number {
  return sizes.reduce((sum, { heap, toast, indexes }) => sum + heap + toast + indexes, 0);
}

/** Prints what an operation takes in each table, and in each index of half a percent and more. */
export async function printSizes(client: Client, sizes: readonly TableSize[], operations: number): Promise<void> {
  const each = (bytes: number): string => Math.round(bytes / operations).toLocaleString();
  const table = new Table({ head: ['bytes an operation', 'rows', 'long values', 'indexes', 'together'] });
  for (const { table: name, heap, toast, indexes } of sizes)
    table.push([name, each(heap), each(toast), each(indexes), each(heap + toast + indexes)]);
  table.push(['together', '', '', '', each(totalOf(sizes))]);
  say(table.toString());
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_relation_size(i.indexrelid) AS bytes FROM pg_index i
     JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace
     AND pg_relation_size(i.indexrelid) > $1 ORDER BY 2 DESC`,
    [Math.round(totalOf(sizes) / 200)],
  );
  const indexes = new Table({ head: ['index', 'bytes an operation'] });
  for (const { name, bytes } of rows) indexes.push([name, each(Number(bytes))]);
  say(indexes.toString());
}
