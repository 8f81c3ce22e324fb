import type { QueryRunner } from 'typeorm';

export interface ConcurrentIndex {
  name: string;
  table: string;
  /** What follows the table's name in SQL: the columns, and `WHERE`. */
  on: string;
  unique?: boolean;
}

/**
 * How long a concurrent build may wait for older transactions, such as a dump of a large database. It may wait so long
 * because it blocks nobody meanwhile.
 */
const WAIT_SECONDS = 1_500;

/**
 * Builds an index while everybody reads and writes the table. Only for a migration with `transaction = false`. It may
 * be repeated: an index that is there stays. An interrupted build leaves an index that Postgres keeps up to date and
 * never uses; that one is dropped first.
 * @throws Error inside a transaction, where Postgres cannot do it
 */
export async function createIndexConcurrently(
  runner: QueryRunner,
  { name, table, on, unique = false }: ConcurrentIndex,
): Promise<void> {
  if (runner.isTransactionActive) {
    throw new Error(`the migration that builds the index ${name} needs "readonly transaction = false"`);
  }
  const found = (await runner.query(`SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)`, [
    `"${name}"`,
  ])) as { valid: boolean }[];
  if (found[0]?.valid === true) return;
  await withLongWait(runner, async () => {
    if (found[0] !== undefined) await runner.query(`DROP INDEX CONCURRENTLY "${name}"`);
    await runner.query(`CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY "${name}" ON "${table}" ${on}`);
  });
}

async function withLongWait(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.query(`SET lock_timeout = '${WAIT_SECONDS}s'`);
  try {
    await work();
  } finally {
    // Back to what the connection was opened with.
    await runner.query('RESET lock_timeout');
  }
}
