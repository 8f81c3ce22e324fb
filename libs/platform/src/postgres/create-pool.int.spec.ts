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
      `SELECT current_setting('plan_cache_mode') AS plans, current_setting('enable_seqscan') AS scans,
         current_setting('enable_mergejoin') AS merges`,
    );
    expect(rows).toEqual([{ plans: 'force_generic_plan', scans: 'off', merges: 'off' }]);
  });
});

describe('a connection that is lent', () => {
  it('may break between two statements without ending the process', async () => {
    const database = await createTestDatabase();
    const pool = createPool({ databaseUrl: database.url, name: 'test', max: 2, log: createLogger('test', 'silent') });
    const lent = await pool.connect();
    const { rows } = await lent.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => lent.once('end', resolve));
    // Without its listener, the error would be thrown here and end the process.
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await ended;
    await expect(lent.query('SELECT 1')).rejects.toThrow();
    lent.release(true);
    expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    await database.drop();
  });
});
