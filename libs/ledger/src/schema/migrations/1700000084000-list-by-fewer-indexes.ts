import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type ConcurrentIndex, createIndexConcurrently } from '../migrating/create-index';

const filters = '"status", "seller_id", "type", "user_id"';
const index = (name: string, columns: string, where = ''): ConcurrentIndex => ({
  name: `operations_list_by_${name}`,
  table: 'operations',
  on: `("tenant_id", ${columns})${where}`,
});
const named = ' WHERE user_id IS NOT NULL';

/** Each holds all filters, so that it takes the place of four. */
const made = [index('since', `"status_since", "id", ${filters}`), index('deadline', `"deadline_at", "id", ${filters}`)];
const dropped = [
  index('type_since', '"type", "status_since", "id"'),
  index('type_deadline', '"type", "deadline_at", "id"'),
  index('status_since', '"status", "status_since", "id"'),
  index('status_deadline', '"status", "deadline_at", "id"'),
  index('seller_since', '"seller_id", "status_since", "id"'),
  index('seller_deadline', '"seller_id", "deadline_at", "id"'),
  index('user_since', '"user_id", "status", "status_since", "id"', named),
  index('user_deadline', '"user_id", "deadline_at", "id"', named),
];
/** Counts of a user go by status, as those of a seller do. */
const user = index('user', '"user_id", "status", "id"', named);
const userBefore = index('user', '"user_id", "id"', named);

/** Every change of a status wrote an entry into each of thirteen indexes of the desk's list. Seven carry the same lists. */
export class ListByFewerIndexes1700000084000 implements MigrationInterface {
  readonly name = 'ListByFewerIndexes1700000084000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await drop(runner, [userBefore]);
    for (const each of [...made, user]) await createIndexConcurrently(runner, each);
    await drop(runner, dropped);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ' + [...made, user].map(({ name }) => `"${name}"`).join(', '));
    for (const { name, table, on } of [...dropped, userBefore]) {
      await runner.query(`CREATE INDEX IF NOT EXISTS "${name}" ON "${table}" ${on}`);
    }
  }
}

async function drop(runner: QueryRunner, indexes: readonly ConcurrentIndex[]): Promise<void> {
  for (const { name } of indexes) await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
}
