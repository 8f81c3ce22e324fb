import { randomUUID } from 'node:crypto';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { createDataSource } from './data-source';
import { schemaDrift } from './drift';
import { migrations } from './migrations';

const FIRST = 'SpreadByTenant1700000030000';

/** Rows of the previous release are migrated as they are found: in every status, with every kind of doubt. */
describe('the migrations that spread the ledger by tenant and hold po_numbers', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const clock = new TestClock();

  beforeEach(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
  });
  afterEach(() => database.drop());

  /** Takes the schema back to the previous release's, has it filled, and migrates it again. */
  async function migrate(fill: () => Promise<void>, times = 1): Promise<void> {
    const dataSource = await createDataSource(database.url).initialize();
    try {
      const names = migrations.map((Migration) => new Migration().name as string);
      const undone = names.slice(names.indexOf(FIRST));
      for (let left = undone.length; left > 0; left -= 1) await dataSource.undoLastMigration();
      await fill();
      for (let time = 0; time < times; time += 1) {
        await database.pool.query('DELETE FROM migrations WHERE name = $1', ['HoldPoNumbers1700000033000']);
        await dataSource.runMigrations();
      }
      expect(await schemaDrift(dataSource)).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  }

  let made = 0;
  async function row(fields: {
    status: string;
    poNumber?: string | null;
    type?: string;
    doubt?: boolean;
    sent?: boolean;
    retryOf?: string;
  }): Promise<string> {
    made += 1;
    const id = `0190aaaa-0000-7000-8000-${String(made).padStart(12, '0')}`;
    await database.pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
         po_number, deadline_at, retry_of, attempt, may_have_executed, call_started_at, created_at, updated_at)
       VALUES ($1, $2, 'acme', 'hitl-v1', $3, $4, '{}', 'hash', gen_random_uuid(), $5, now(), $6, $7, $8, $9, now(),
         now())`,
      [
        id,
        desk.tenantId,
        fields.type ?? 'create_media_buy',
        fields.status,
        fields.poNumber === undefined ? id : fields.poNumber,
        fields.retryOf ?? null,
        fields.doubt === true ? 2 : 1,
        fields.doubt === true,
        fields.sent === true ? clock.now().toISOString() : null,
      ],
    );
    return id;
  }
  const holds = async (id: string): Promise<boolean> => (await desk.read(id)).holdsPoNumber;

  it('give the number to what has not ended badly, and to the last of a chain in doubt, also when they run again', async () => {
    const ids: Record<string, string> = {};
    await migrate(async () => {
      for (const status of ['requested', 'submitting', 'pending_approval', 'in_doubt', 'timed_out', 'created']) {
        ids[status] = await row({ status });
      }
      ids.update = await row({ status: 'requested', type: 'update_media_buy', poNumber: ids.requested! });
      ids.rejected = await row({ status: 'rejected' });
      ids.doubt = await row({ status: 'rejected', doubt: true, poNumber: 'PO-chain' });
      ids.unsent = await row({ status: 'canceled', poNumber: 'PO-chain', retryOf: ids.doubt });
      ids.last = await row({ status: 'failed', poNumber: 'PO-chain', retryOf: ids.unsent });
      ids.taken = await row({ status: 'rejected', doubt: true, poNumber: 'PO-taken' });
      ids.sent = await row({ status: 'rejected', sent: true, poNumber: 'PO-taken', retryOf: ids.taken });
      ids.open = await row({ status: 'rejected', doubt: true, poNumber: 'PO-open' });
      ids.waits = await row({ status: 'requested', poNumber: 'PO-open', retryOf: ids.open });
      ids.numberless = await row({ status: 'rejected', doubt: true, poNumber: null });
      ids.again = await row({ status: 'requested', poNumber: null, retryOf: ids.numberless });
    }, 2);
    const holders = [];
    const repeating = [];
    for (const [name, id] of Object.entries(ids)) {
      const operation = await desk.read(id);
      if (operation.holdsPoNumber) holders.push(name);
      if (operation.repeatsDoubt) repeating.push(name);
    }
    expect(holders).toEqual([
      'requested',
      'submitting',
      'pending_approval',
      'in_doubt',
      'timed_out',
      'created',
      'last',
      'waits',
    ]);
    expect(repeating).toEqual(['unsent', 'last', 'waits', 'again']);
  });

  it('give the number of rivals to the newest, and show the others as conflicts that name the holder', async () => {
    let [older, newer, behind, holder] = ['', '', '', ''];
    await migrate(async () => {
      older = await row({ status: 'rejected', doubt: true, poNumber: 'PO-rivals' });
      newer = await row({ status: 'failed', doubt: true, poNumber: 'PO-rivals' });
      behind = await row({ status: 'rejected', doubt: true, poNumber: 'PO-open' });
      holder = await row({ status: 'pending_approval', poNumber: 'PO-open' });
    }, 2);
    expect([await holds(older), await holds(newer), await holds(behind), await holds(holder)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    for (const [id, other] of [
      [older, newer],
      [behind, holder],
    ] as const) {
      expect(await desk.read(id)).toMatchObject({ conflicts: 1, version: 2 });
      const { rows } = await database.pool.query<{ reason: string }>(
        `SELECT reason FROM timeline WHERE tenant_id = $1 AND operation_id = $2 AND kind = 'conflict'`,
        [desk.tenantId, id],
      );
      expect(rows).toEqual([{ reason: expect.stringContaining(other) as string }]);
    }
  });

  it('give every attempt the tenant of its delivery', async () => {
    const delivery = randomUUID();
    await migrate(async () => {
      await database.pool.query(
        `INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, created_at)
         VALUES ($1, $2, gen_random_uuid(), gen_random_uuid(), 'pending', now())`,
        [delivery, desk.tenantId],
      );
      await database.pool.query(
        `INSERT INTO delivery_attempts (delivery_id, attempt, at, duration_ms) SELECT $1, n, now(), 1 FROM generate_series(1, 3) n`,
        [delivery],
      );
    });
    const { rows } = await database.pool.query('SELECT tenant_id, attempt FROM notification_attempts ORDER BY attempt');
    expect(rows).toEqual([1, 2, 3].map((attempt) => ({ tenant_id: desk.tenantId, attempt })));
  });
});
