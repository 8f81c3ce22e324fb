import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { createDataSource } from '../schema/data-source';
import { readRetention } from './keep-retention';
import { duePasses, waitingTenants } from './passes';

describe('the deletion after an upgrade', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('begins seven days later for tenants that were there before, and at once for new ones', async () => {
    const { pool } = database;
    const [paused, old] = [new TestDesk(database, new TestClock()), new TestDesk(database, new TestClock())];
    await paused.open();
    await old.open();
    const dataSource = await createDataSource(database.url).initialize();
    try {
      const hasPeriods = async () => (await pool.query(`SELECT to_regclass('retention_passes') AS it`)).rows[0].it;
      while ((await hasPeriods()) !== null) await dataSource.undoLastMigration();
      await pool.query(`INSERT INTO tenant_settings (tenant_id, paused_at) VALUES ($1, '2026-01-01T00:00:00Z')`, [
        paused.tenantId,
      ]);
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
    const young = new TestDesk(database, new TestClock());
    await young.open();

    const { deletionBeginsAt: begins } = await readRetention(pool, old.tenantId);
    const days = ((begins?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
    expect((await readRetention(pool, paused.tenantId)).deletionBeginsAt).toEqual(begins);
    expect((await readRetention(pool, young.tenantId)).deletionBeginsAt).toBeNull();
    const { rows } = await pool.query('SELECT paused_at FROM tenant_settings WHERE tenant_id = $1', [paused.tenantId]);
    expect(rows).toEqual([{ paused_at: new Date('2026-01-01T00:00:00Z') }]);

    const due = async (now: Date) => (await duePasses(pool, now, 10)).map(({ tenantId }) => tenantId).sort();
    const justBefore = new Date(begins!.getTime() - 1);
    expect(await due(justBefore)).toEqual([young.tenantId]);
    expect(await waitingTenants(pool, justBefore)).toEqual({ tenants: 2, firstAt: begins });
    expect(await due(begins!)).toEqual([paused.tenantId, old.tenantId, young.tenantId].sort());
    expect(await waitingTenants(pool, begins!)).toBeNull();
  });
});
