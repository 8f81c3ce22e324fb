import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Observation } from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { insertOperation } from '../operations/insert-operation';
import { Ledger } from './ledger';

const COUNT = 11;
const result = {
  media_buy_id: 'mb',
  packages: Array.from({ length: 10_000 }, (_, n) => ({
    package_id: `pkg_${n}`,
    product_id: 'premium_sports',
    budget: 25_000,
    paused: false,
  })),
};
const resultLength = JSON.stringify(result).length;

describe('large results at the gate', () => {
  let database: TestDatabase;
  const clock = new TestClock();
  const tenantId = randomUUID();
  /** The length of the parameters of each statement that wrote a batch. */
  const statements: number[] = [];
  let ledger: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
    const pool = new Proxy(database.pool, {
      get: (target, name) => {
        if (name !== 'query') return Reflect.get(target, name);
        return (query: { name?: string; values: string[] }) => {
          if (query.name === 'gate-write') statements.push(query.values.join('').length);
          return target.query(query as never);
        };
      },
    });
    ledger = new Ledger({
      pool,
      clock,
      timings,
      chance: () => 0.5,
      hints: { send: () => undefined },
    });
    await database.pool.query(`INSERT INTO tenants (id, name) VALUES ($1, 'desk')`, [tenantId]);
    await database.pool.query(
      `INSERT INTO sellers (tenant_id, id, name, agent_url, dialect, webhook_mode, route_token, limits)
       VALUES ($1, 'acme', 'Acme', 'http://127.0.0.1:1/mcp', 'adcp-v3', 'none', 'token', $2)`,
      [tenantId, { maxConcurrency: 16, requestsPerSecond: null, minPollSeconds: null }],
    );
  });
  afterAll(() => database.drop());

  async function accept(): Promise<string> {
    const id = uuidv7();
    await insertOperation(database.pool, {
      id,
      tenantId,
      sellerId: 'acme',
      dialect: 'adcp-v3',
      type: 'create_media_buy',
      request: { po_number: id },
      requestHash: id,
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber: id,
      userId: null,
      account: null,
      buyerRef: null,
      deadlineAt: new Date(clock.now().getTime() + 86_400_000),
      retryOf: null,
      now: clock.now(),
      actor: 'test',
    });
    return id;
  }

  const created = (operationId: string, mediaBuyId: string): Observation => ({
    tenantId,
    operationId,
    source: 'response',
    receivedAt: clock.now(),
    finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId, result } },
  });

  /** The kept values, newest first, each with its length as text. */
  async function kept(table: 'timeline' | 'events', column: 'detail' | 'payload') {
    const { rows } = await database.pool.query<{ value: object; length: number }>(
      `SELECT ${column} AS value, length(${column}::text) AS length FROM ${table} WHERE tenant_id = $1 ORDER BY id DESC`,
      [tenantId],
    );
    return rows;
  }

  it('are kept once, with the operation, and written a few at a time', async () => {
    const ids: string[] = [];
    for (let n = 0; n < COUNT; n += 1) ids.push(await accept());
    const observed = await ledger.observeMany(ids.map((id, n) => created(id, `mb_${n}`)));
    expect(observed.map(({ operation }) => operation?.status)).toEqual(ids.map(() => 'created'));
    expect(Math.max(...statements)).toBeLessThan(4.5 * resultLength);
    const { rows } = await database.pool.query<{ result: object }>(
      `SELECT outcome->'result' AS result FROM operations WHERE tenant_id = $1`,
      [tenantId],
    );
    expect(rows).toHaveLength(COUNT);
    for (const row of rows) expect(row.result).toEqual(result);
    for (const { length } of await kept('timeline', 'detail')) expect(length).toBeLessThan(2_000);
    const events = await kept('events', 'payload');
    expect(events).toHaveLength(COUNT);
    for (const { value, length } of events) {
      expect(length).toBeLessThan(4_000);
      expect(value).toMatchObject({ operation: { status: 'created', result: null, result_omitted: true } });
    }
  });

  it('stay whole where they contradict what is known: they stand nowhere else', async () => {
    const id = await accept();
    await ledger.observe(created(id, 'mb_first'));
    const [conflict] = await ledger.observeMany([created(id, 'mb_other')]);
    expect(conflict?.decision?.verdict).toBe('conflict');
    const [entry] = await kept('timeline', 'detail');
    expect(entry?.value).toMatchObject({ finding: { outcome: { mediaBuyId: 'mb_other', result } } });
  });
});
