import { DatabaseError, type Pool } from 'pg';
import { NotReadyError } from '@adcp-orchestrator/platform';
import { migrations } from './migrations';

const UNDEFINED_TABLE = '42P01';
const needed = migrations.map((Migration) => new Migration().name);

export class SchemaOutdatedError extends NotReadyError {
  override readonly name = 'SchemaOutdatedError';
}

/**
 * Checks that the database has every migration of this release. Further ones are fine: during an upgrade the previous
 * release runs on the schema of the next.
 * @throws SchemaOutdatedError that names the first missing migration
 */
export async function checkSchema(pool: Pool): Promise<void> {
  const applied = await appliedMigrations(pool);
  const missing = needed.filter((name) => !applied.has(name));
  const [first] = missing;
  if (first === undefined) return;
  const others = missing.length === 1 ? '' : ` and ${missing.length - 1} after it`;
  throw new SchemaOutdatedError(`the schema lacks the migration ${first}${others}: run the migrator of this release`);
}

async function appliedMigrations(pool: Pool): Promise<Set<string>> {
  try {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM migrations');
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNDEFINED_TABLE) return new Set();
    throw error;
  }
}
