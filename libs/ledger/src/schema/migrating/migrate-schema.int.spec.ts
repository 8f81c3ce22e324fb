import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type PoolClient } from 'pg';
import { type Log, createLogger } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import { createDataSource } from '../data-source';
import { schemaDrift } from '../drift';
import { migrations } from '../migrations';
import { MigrationBlockedError } from './lock-patience';
import { migrateSchema } from './migrate-schema';

const log = createLogger('test', 'silent');
const soon = { lockTimeoutMs: 200, firstPauseMs: 50 };
/** A migration that builds one index, and the name of that index. */
const indexMigration = 'FindAFreedBuyerRef1700000007000';
const builtIndex = 'operations_freed_buyer_ref';

/** The real migrations, on a database that has the first few of them. */
describe('migrating the schema', () => {
  let database: TestDatabase;
  let holder: PoolClient;

  beforeEach(async () => {
    database = await createTestDatabase();
    holder = await database.pool.connect();
  });
  afterEach(async () => {
    holder.release(true);
    await database.drop();
  });

  /** @returns the names of the migrations to run again: this one and all later ones */
  async function undoFrom(first: string): Promise<string[]> {
    const names: string[] = migrations.map((Migration) => new Migration().name);
    const undone = names.slice(names.indexOf(first));
    const dataSource = await createDataSource(database.url).initialize();
    for (let left = undone.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    await dataSource.destroy();
    return undone;
  }

  /** A log that counts how often a migration let others pass. */
  function watched(): { log: Log; told: object[] } {
    const told: object[] = [];
    const warn = (fields: object): void => {
      told.push(fields);
    };
    return { told, log: Object.assign(createLogger('test', 'silent'), { warn }) };
  }

  /** Writes as the running release would. It does not wait for long. */
  async function write(): Promise<void> {
    const client = new Client({ connectionString: database.url, statement_timeout: 10_000 });
    await client.connect();
    try {
      await client.query('UPDATE operations SET attempt = attempt');
    } finally {
      await client.end();
    }
  }

  async function isApplied(): Promise<boolean> {
    const dataSource = await createDataSource(database.url).initialize();
    const drift = await schemaDrift(dataSource);
    await dataSource.destroy();
    return drift.length === 0;
  }

  it('lets writers pass while a dump holds its lock, and succeeds when the dump has ended', async () => {
    const undone = await undoFrom('KeepTheSpanOfADeadline1700000005000');
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE operations, former_tasks IN ACCESS SHARE MODE');
    const { log, told } = watched();
    const migrated = migrateSchema(database.url, { pool: database.pool, log, ...soon });
    await untilTrue('two tries', () => told.length >= 2, { everyMs: 10 });
    // Behind a change that waited without a limit, this write would wait as long as the dump.
    await write();
    await holder.query('COMMIT');
    expect(await migrated).toEqual(undone);
    expect(await isApplied()).toBe(true);
  });

  it('says at the end who holds the lock and what to do, and never what they execute', async () => {
    await undoFrom('KeepTheSpanOfADeadline1700000005000');
    await holder.query(`SET application_name = 'pg_dump'`);
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE operations IN ACCESS SHARE MODE');
    const { rows } = await holder.query<{ pid: number }>(`SELECT pg_backend_pid() AS pid, 'PO-77' AS secret`);
    const error: unknown = await migrateSchema(database.url, {
      pool: database.pool,
      log,
      lockTimeoutMs: 1_500,
      firstPauseMs: 50,
      // For several tries: who blocks is looked for from another connection, which may be slow.
      patienceMs: 6_000,
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MigrationBlockedError);
    const { message } = error as Error;
    expect(message).toContain(`pid ${rows[0]!.pid} (application "pg_dump"`);
    expect(message).toContain('idle in transaction, since 20');
    expect(message).toContain(`pg_terminate_backend(${rows[0]!.pid})`);
    expect(message).not.toContain('PO-77');
    await holder.query('ROLLBACK');
    await migrateSchema(database.url, { pool: database.pool, log, ...soon });
    expect(await isApplied()).toBe(true);
  });

  it('builds an index while others write, and waits for older transactions without standing in the way', async () => {
    const undone = await undoFrom(indexMigration);
    await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await holder.query('SELECT count(*) FROM operations');
    const migrated = migrateSchema(database.url, { pool: database.pool, log, ...soon });
    const isWaiting = async (): Promise<boolean> => {
      const { rowCount } = await database.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
           AND query LIKE 'CREATE INDEX CONCURRENTLY%'`,
      );
      return rowCount === 1;
    };
    await untilTrue('an index that waits for a lock', isWaiting, { everyMs: 10 });
    await sleep(2 * soon.lockTimeoutMs);
    await write();
    await holder.query('COMMIT');
    expect(await migrated).toEqual(undone);
    expect(await isApplied()).toBe(true);
  });

  it('builds an index anew that an interrupted migration left behind', async () => {
    await undoFrom(indexMigration);
    await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await holder.query('SELECT count(*) FROM operations');
    const interrupted = await database.pool.connect();
    await interrupted.query(`SET lock_timeout = '100ms'`);
    await expect(
      interrupted.query(`CREATE INDEX CONCURRENTLY ${builtIndex} ON operations (tenant_id)`),
    ).rejects.toMatchObject({ code: '55P03' });
    interrupted.release(true);
    await holder.query('COMMIT');
    await migrateSchema(database.url, { pool: database.pool, log, ...soon });
    const { rows } = await database.pool.query<{ valid: boolean; definition: string }>(
      `SELECT indisvalid AS valid, pg_get_indexdef(indexrelid) AS definition FROM pg_index
       WHERE indexrelid = '${builtIndex}'::regclass`,
    );
    expect(rows).toEqual([{ valid: true, definition: expect.stringContaining('buyer_ref') as string }]);
  });

  it('does not build an index again whose migration was interrupted after it', async () => {
    const oidOf = async (): Promise<unknown> =>
      (await database.pool.query(`SELECT '${builtIndex}'::regclass::oid AS oid`)).rows[0];
    const before = await oidOf();
    await database.pool.query(`DELETE FROM migrations WHERE name = '${indexMigration}'`);
    await migrateSchema(database.url, { pool: database.pool, log, ...soon });
    expect(await oidOf()).toEqual(before);
  });
});
