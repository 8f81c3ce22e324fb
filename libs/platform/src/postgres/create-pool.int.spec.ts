import type { Pool } from 'pg';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { createLogger } from '../logging/create-logger';
import { createPool } from './create-pool';

describe('a pool with steady plans', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool({
      databaseUrl: database.url,
      name: 'test',
      max: 1,
      log: createLogger('test', 'silent'),
      steadyPlans: true,
    });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('does not compile a plan for its price when a whole table has to be read', async () => {
    await pool.query('CREATE TEMP TABLE without_index (value int)');
    const { rows } = await pool.query<{ 'QUERY PLAN': Record<string, unknown>[] }>(
      'EXPLAIN (FORMAT JSON) SELECT sum(value) FROM without_index',
    );
    expect(JSON.stringify(rows[0]!['QUERY PLAN'])).toContain('Seq Scan');
    expect(rows[0]!['QUERY PLAN'][0]).not.toHaveProperty('JIT');
  });

  it('plans once, whatever the parameters, and by indexes', async () => {
    const { rows } = await pool.query(
      `SELECT current_setting('plan_cache_mode') AS plans, current_setting('enable_seqscan') AS scans`,
    );
    expect(rows).toEqual([{ plans: 'force_generic_plan', scans: 'off' }]);
  });
});
