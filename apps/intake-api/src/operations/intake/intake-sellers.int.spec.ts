import type { Pool, QueryConfig } from 'pg';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { IntakeSellers } from './intake-sellers';

describe('the sellers that intake knows', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let known: IntakeSellers;
  let statements: number;
  let away: boolean;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, new TestClock());
    await desk.open();
    await desk.addSeller('acme');
  });
  afterAll(() => database.drop());

  beforeEach(() => {
    // They are kept for two seconds of this time. It stands still, because the machine may.
    jest.spyOn(performance, 'now').mockReturnValue(1_000);
    statements = 0;
    away = false;
    const pool = {
      query: (query: QueryConfig) => {
        statements += 1;
        return away ? Promise.reject(new Error('the database is away')) : database.pool.query(query);
      },
    };
    known = new IntakeSellers(pool as unknown as Pool);
  });

  afterEach(() => jest.restoreAllMocks());

  const find = (id: string) => known.find(desk.tenantId, id);

  it('are read once for requests that come together, and for those that follow', async () => {
    const found = await Promise.all(Array.from({ length: 10 }, () => find('acme')));
    expect(new Set(found.map((seller) => seller?.id))).toEqual(new Set(['acme']));
    await find('acme');
    expect(statements).toBe(1);
  });

  it('are read anew after a change, also when a question was under way', async () => {
    const before = find('acme');
    known.forget(desk.tenantId, 'acme');
    await Promise.all([before, find('acme')]);
    await find('acme');
    expect(statements).toBe(2);
  });

  it('do not include for any time one that is not there yet', async () => {
    expect(await Promise.all([find('new'), find('new')])).toEqual([null, null]);
    await desk.addSeller('new');
    expect(await find('new')).toMatchObject({ id: 'new' });
  });

  it('are looked for again after the database was away', async () => {
    away = true;
    await expect(find('acme')).rejects.toThrow('away');
    away = false;
    expect(await find('acme')).toMatchObject({ id: 'acme' });
  });
});
