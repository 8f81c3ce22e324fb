import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { API_ROLE, acrossTenants, asTenant, createLogger, createPool } from '@adcp-orchestrator/platform';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { inTransaction } from '../../database/transaction';
import { migrateSchema } from '../migrating/migrate-schema';
import { checkFence, raiseFence, unfencedTables } from './fence';
import { FenceRolesMissingError, SERVICE_ROLE } from './roles';

const log = createLogger('test', 'silent');

describe('the fence between tenants', () => {
  let database: TestDatabase;
  let ours: TestDesk;
  let theirs: TestDesk;
  /** One connection, so that whoever comes next gets what the one before has left. */
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = new TestClock();
    [ours, theirs] = [new TestDesk(database, clock), new TestDesk(database, clock)];
    for (const desk of [ours, theirs]) {
      await desk.open();
      await desk.addSeller('acme');
      await desk.accept('acme');
    }
    pool = createPool({ databaseUrl: database.url, name: 'test', max: 1, log, fenced: true });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** A statement that forgets its tenant. */
  const forgetful = { name: 'forgetful', text: 'SELECT tenant_id FROM operations ORDER BY tenant_id' };
  async function seen(by: Pool = pool): Promise<string[]> {
    const { rows } = await by.query<{ tenant_id: string }>(forgetful);
    return rows.map((row) => row.tenant_id);
  }
  const whole = (): Pool => acrossTenants(pool, 'gauges');

  it('shows nothing to a statement that forgets its tenant, in code that runs for none', async () => {
    expect(await seen()).toEqual([]);
    expect((await pool.query('SELECT FROM tenants')).rowCount).toBe(0);
    expect((await pool.query('UPDATE operations SET message = $1', ['mine now'])).rowCount).toBe(0);
    expect((await pool.query('DELETE FROM timeline')).rowCount).toBe(0);
  });

  it('shows such a statement only the rows of the tenant for which the code runs', async () => {
    expect(await asTenant(ours.tenantId, () => seen())).toEqual([ours.tenantId]);
    const other = await asTenant(ours.tenantId, () =>
      pool.query('SELECT FROM operations WHERE tenant_id = $1', [theirs.tenantId]),
    );
    expect(other.rowCount).toBe(0);
    const names = await asTenant(ours.tenantId, () => pool.query<{ id: string }>('SELECT id FROM tenants'));
    expect(names.rows).toEqual([{ id: ours.tenantId }]);
  });

  it('lets nothing be written for another tenant', async () => {
    const insert = (tenantId: string): Promise<unknown> =>
      asTenant(ours.tenantId, () =>
        pool.query(`INSERT INTO seller_settings (tenant_id, seller_id) VALUES ($1, 'acme')`, [tenantId]),
      );
    await expect(insert(theirs.tenantId)).rejects.toMatchObject({ code: '42501' });
    await expect(insert(ours.tenantId)).resolves.toMatchObject({ rowCount: 1 });
    const moved = asTenant(ours.tenantId, () => pool.query('UPDATE operations SET tenant_id = $1', [theirs.tenantId]));
    await expect(moved).rejects.toMatchObject({ code: '42501' });
  });

  it('gives no tenant the tables that belong to none', async () => {
    for (const table of ['process_leases', 'rate_limits', 'webhook_nonces', 'migrations', 'installation']) {
      const read = asTenant(ours.tenantId, () => pool.query(`SELECT FROM ${table}`));
      await expect(read).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is judged anew for each statement of a connection, also for one that was prepared for others', async () => {
    const both = [ours.tenantId, theirs.tenantId].sort();
    for (let round = 0; round < 8; round += 1) {
      expect(await asTenant(ours.tenantId, () => seen())).toEqual([ours.tenantId]);
      expect(await seen(whole())).toEqual(both);
      expect(await asTenant(theirs.tenantId, () => seen())).toEqual([theirs.tenantId]);
      expect(await seen()).toEqual([]);
    }
  });

  it('leaves nothing behind on the connection', async () => {
    await asTenant(ours.tenantId, () => seen());
    const after = `SELECT current_user::text AS "user", session_user::text AS login, current_setting('ado.tenant', true) AS tenant`;
    const { rows } = await whole().query<{ user: string; login: string; tenant: string | null }>(after);
    expect(rows[0]?.user).toBe(rows[0]?.login);
    expect(rows[0]?.tenant ?? '').toBe('');
    expect((await pool.query<{ user: string }>(after)).rows[0]?.user).toBe(API_ROLE);
  });

  it('is that of whoever asked, when another has held the only connection meanwhile', async () => {
    const held = await asTenant(theirs.tenantId, () => pool.connect());
    const waiting = asTenant(ours.tenantId, () => seen());
    const none = seen();
    asTenant(theirs.tenantId, () => {
      held.release();
    });
    expect(await waiting).toEqual([ours.tenantId]);
    expect(await none).toEqual([]);
  });

  it('holds in transactions, for each of their statements', async () => {
    const inside = await asTenant(ours.tenantId, () =>
      inTransaction(pool, async (client) => {
        await client.query(`UPDATE operations SET message = 'changed'`);
        return client.query<{ tenant_id: string; message: string }>('SELECT tenant_id, message FROM operations');
      }),
    );
    expect(inside.rows).toEqual([{ tenant_id: ours.tenantId, message: 'changed' }]);
    const { rows } = await whole().query(`SELECT tenant_id FROM operations WHERE message = 'changed'`);
    expect(rows).toEqual([{ tenant_id: ours.tenantId }]);
  });

  it('leaves a connection usable after a statement that fails, whether it was parsed or not', async () => {
    await asTenant(ours.tenantId, async () => {
      const broken = { name: 'broken', text: 'SELECT nothing FROM nowhere' };
      for (let round = 0; round < 2; round += 1) {
        await expect(pool.query(broken)).rejects.toMatchObject({ code: '42P01' });
        await expect(pool.query({ name: 'zero', text: 'SELECT 1 / $1::int', values: [0] })).rejects.toMatchObject({
          code: '22012',
        });
        expect(await seen()).toEqual([ours.tenantId]);
      }
    });
  });

  it('stands before every table of a tenant, and is told of when it has a gap', async () => {
    expect(await unfencedTables(database.pool)).toEqual([]);
    await database.pool.query('DROP POLICY fence_of_tenant ON deliveries');
    await expect(checkFence(whole())).rejects.toThrow(/all tenants in deliveries: run the migrator/);
    await raiseFence(database.pool);
    await expect(checkFence(whole())).resolves.toBeUndefined();
  });

  it('takes no lock when it stands', async () => {
    const reader = await database.pool.connect();
    const owner = new Pool({ connectionString: database.url, max: 1, lock_timeout: 100 });
    try {
      await reader.query('BEGIN');
      await reader.query('SELECT FROM operations, sellers, tenants');
      await expect(raiseFence(owner)).resolves.toBeUndefined();
    } finally {
      await owner.end();
      reader.release(true);
    }
  });
});

describe('the roles of the fence', () => {
  const name = `fence_owner_${randomBytes(4).toString('hex')}`;
  let server: Client;
  let url: string;

  beforeAll(async () => {
    // The server has the roles from here on.
    await (await createTestDatabase()).drop();
    const serverUrl = process.env['TEST_DATABASE_URL'] ?? '';
    server = new Client({ connectionString: serverUrl });
    await server.connect();
    await server.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' NOSUPERUSER NOCREATEROLE`);
    await server.query(`CREATE DATABASE ${name} OWNER ${name}`);
    const other = new URL(serverUrl);
    [other.username, other.password, other.pathname] = [name, 'secret', `/${name}`];
    url = other.toString();
  });
  afterAll(async () => {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`DROP ROLE IF EXISTS ${name}`);
    await server.end();
  });

  async function migrate(): Promise<void> {
    const pool = new Pool({ connectionString: url, max: 1 });
    try {
      await migrateSchema(url, { pool, log });
    } finally {
      await pool.end();
    }
  }

  it('are asked for when the login may not give them, with what an administrator has to run; then the migrator goes on', async () => {
    const refused = await migrate().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FenceRolesMissingError);
    const [, sql = ''] = /as far as it is not there: (.*?)\. Then run/.exec((refused as Error).message) ?? [];
    expect(sql).toContain(`GRANT ${API_ROLE} TO ${name}`);
    await server.query(sql.split('; ').at(-1) ?? '');
    await migrate();
  });

  it('keep an owner that is no superuser within one tenant, and others as they were', async () => {
    const pool = createPool({ databaseUrl: url, name: 'test', max: 1, log, fenced: true });
    const owner = new Pool({ connectionString: url, max: 1 });
    try {
      const clock = new TestClock();
      const desks = [new TestDesk({ pool: owner }, clock), new TestDesk({ pool: owner }, clock)];
      for (const desk of desks) {
        await desk.open();
        await desk.addSeller('acme');
      }
      const count = async (by: Pool | Client): Promise<number | null> =>
        (await by.query('SELECT FROM sellers')).rowCount;
      expect(await asTenant(desks[0]!.tenantId, () => count(pool))).toBe(1);
      expect(await count(pool)).toBe(0);
      expect(await count(acrossTenants(pool, 'gauges'))).toBe(2);
      expect(await count(owner)).toBe(2);
      // A login of its own, for a worker.
      await server.query(`CREATE ROLE ${name}_worker LOGIN PASSWORD 'secret' IN ROLE ${SERVICE_ROLE}`);
      const workerUrl = new URL(url);
      workerUrl.username = `${name}_worker`;
      const worker = new Client({ connectionString: workerUrl.toString() });
      await worker.connect();
      expect(await count(worker)).toBe(2);
      await worker.end();
    } finally {
      await Promise.all([pool.end(), owner.end()]);
      await server.query(`DROP ROLE IF EXISTS ${name}_worker`);
    }
  });
});
