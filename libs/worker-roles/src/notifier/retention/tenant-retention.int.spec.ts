import { v7 as uuidv7 } from 'uuid';
import { Registry } from 'prom-client';
import { ClockAheadError, keepRetention } from '@adcp-orchestrator/ledger';
import { createLogger } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { TenantRetention } from './tenant-retention';

const log = createLogger('test', 'silent');

describe('the deletion of what tenants keep no longer', () => {
  let database: TestDatabase;
  const clock = new TestClock();
  let machine: number;
  const registry = new Registry();
  const process = (metrics = new Registry()): TenantRetention =>
    new TenantRetention({ pool: database.pool, clock, log, metrics });

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  // A sweep ends after four seconds and leaves the rest to the next one. Here the time stands still, so that each sweep
  // does all it can on any machine.
  beforeEach(() => {
    machine = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => machine);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  async function desk(ages: readonly number[]): Promise<TestDesk> {
    const made = new TestDesk(database, clock);
    await made.open();
    await made.addSeller('acme');
    await database.pool.query(
      `INSERT INTO operations (tenant_id, id, seller_id, dialect, type, status, status_since, request, request_hash,
         request_key, deadline_at, created_at, updated_at, settled_at)
       SELECT $1, i.id, 'acme', 'hitl-v1', 'create_media_buy', 'failed', i.at, '{}', 'hash', gen_random_uuid(), i.at, i.at, i.at, i.at
       FROM unnest($2::uuid[], $3::timestamptz[]) i(id, at)`,
      [
        made.tenantId,
        ages.map((age) => uuidv7({ msecs: clock.now().getTime() - age * 86_400_000 })),
        ages.map((age) => new Date(clock.now().getTime() - age * 86_400_000).toISOString()),
      ],
    );
    return made;
  }
  const left = async ({ tenantId }: TestDesk): Promise<number> =>
    (await database.pool.query('SELECT FROM operations WHERE tenant_id = $1', [tenantId])).rowCount ?? 0;

  it('goes through all tenants once a day, by one process, and the next one goes on', async () => {
    const many = Array.from({ length: 450 }, () => 401);
    const [large, small, long] = [await desk(many), await desk([500, 399]), await desk([500, 800])];
    await keepRetention(database.pool, long.tenantId, { operationsDays: 730 });
    const one = process(registry);
    expect(await one.sweep()).toBe(452);
    expect([await left(large), await left(small), await left(long)]).toEqual([0, 1, 1]);
    const text = await registry.metrics();
    expect(text).toMatch(/retention_deleted_total\{kind="operations"\} 452/);

    clock.advance({ hours: 48 });
    const other = process();
    expect(await other.sweep()).toBe(0); // the first one has the lease
    expect(await left(small)).toBe(1);
    await database.pool.query(`UPDATE process_leases SET until = now() WHERE name = 'retention'`);
    expect(await other.sweep()).toBe(1);
    expect(await other.sweep()).toBe(0);
    const { rows } = await database.pool.query(
      `SELECT (detail->'deleted'->>'operations')::int AS operations FROM audit WHERE tenant_id = $1 ORDER BY id`,
      [small.tenantId],
    );
    expect(rows).toEqual([{ operations: 1 }, { operations: 1 }]);
  });

  it('deletes nothing while the clock of its machine runs ahead', async () => {
    await database.pool.query(`UPDATE process_leases SET until = now() WHERE name = 'retention'`);
    const old = await desk([500]);
    machine += 600_000;
    const one = process();
    await expect(one.sweep()).rejects.toThrow(ClockAheadError);
    machine -= 600_000;
    expect(await left(old)).toBe(1);
    expect(await one.sweep()).toBe(1);
  });

  it('waits after an upgrade, and says so once a day', async () => {
    await database.pool.query(`UPDATE process_leases SET until = now() WHERE name = 'retention'`);
    const upgraded = await desk([500]);
    await database.pool.query(
      `INSERT INTO tenant_settings (tenant_id, deletion_begins_at) VALUES ($1, $2::timestamptz + interval '7 days')`,
      [upgraded.tenantId, clock.now().toISOString()],
    );
    const begins = new Date(clock.now().getTime() + 7 * 86_400_000).toISOString();
    const lines: string[] = [];
    const one = new TenantRetention({
      pool: database.pool,
      clock,
      log: createLogger('test', 'warn', { write: (line: string) => lines.push(line) }),
      metrics: new Registry(),
    });
    for (let day = 0; day < 7; day += 1) {
      await one.sweep();
      await one.sweep();
      expect(await left(upgraded)).toBe(1);
      clock.advance({ hours: 24 });
    }
    expect(await one.sweep()).toBe(1);
    expect(await left(upgraded)).toBe(0);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      Array.from({ length: 7 }, () => expect.objectContaining({ level: 'warn', tenants: 1, begins_at: begins })),
    );
  });
});
