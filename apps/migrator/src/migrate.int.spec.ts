import { createHash } from 'node:crypto';
import { type ConfigWithoutSecrets, createLogger, parseEnvironmentWithoutSecrets } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { migrate } from './migrate';

const log = createLogger('test', 'silent');
const key = 'k'.repeat(40);

describe('the migrator', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('DROP SCHEMA public CASCADE');
    await database.pool.query('CREATE SCHEMA public');
  });
  afterAll(() => database.drop());

  const config = (env: NodeJS.ProcessEnv = {}): ConfigWithoutSecrets =>
    parseEnvironmentWithoutSecrets({ DATABASE_URL: database.url, BOOTSTRAP_API_KEY: key, ...env });

  it('brings an empty database to this schema, also when several start at once, and again without effect', async () => {
    await Promise.all([migrate(config(), log), migrate(config(), log)]);
    await migrate(config(), log);
    const tables = await database.pool.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE tablename IN ('operations', 'job')`,
    );
    expect(tables.rows.map(({ name }) => name).sort()).toEqual(['bullmq.job', 'public.operations']);
  });

  it('has made one first tenant and one admin key, kept only as a hash', async () => {
    const { rows } = await database.pool.query<{ role: string; key_hash: Buffer }>(
      'SELECT role, key_hash FROM api_keys JOIN tenants ON tenants.id = api_keys.tenant_id',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.role).toBe('admin');
    expect(rows[0]?.key_hash.equals(createHash('sha256').update(key).digest())).toBe(true);
  });
});
