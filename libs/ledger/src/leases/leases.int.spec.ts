import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, QueryConfig } from 'pg';
import { attemptOf, columnsOfCalls } from '@adcp-orchestrator/domain';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { steadyPlanSettings } from '@adcp-orchestrator/platform';
import { overdueRows } from '../maintenance/stats';
import { findOperation } from '../operations/queries/find-operation';
import { pauseTenant, pausedSellers } from '../sellers/pauses';
import { claimCandidates } from './candidates';
import { type ClaimedOperation, claimDue } from './claim';
import { startCall } from './lease';

/** @returns how many rows of `operations` each statement of the work reads, by the plans of a worker's connection */
async function rowsRead(
  { pool }: TestDatabase,
  work: (pool: Pool) => Promise<unknown>,
): Promise<Record<string, number>> {
  const client = await pool.connect();
  const reads: Record<string, number> = {};
  try {
    await client.query(
      ['BEGIN', ...Object.entries(steadyPlanSettings).map(([name, value]) => `SET LOCAL ${name} = ${value}`)].join(
        '; ',
      ),
    );
    const count = async (): Promise<number> => {
      const { rows } = await client.query<{ n: number }>(
        `SELECT (seq_tup_read + idx_tup_fetch)::int AS n FROM pg_stat_xact_user_tables WHERE relname = 'operations'`,
      );
      return rows[0]!.n;
    };
    const query = async (statement: QueryConfig): Promise<unknown> => {
      const before = await count();
      const result: unknown = await client.query(statement);
      const name = statement.name ?? statement.text;
      reads[name] = (reads[name] ?? 0) + (await count()) - before;
      return result;
    };
    await work({ query } as unknown as Pool);
    return reads;
  } finally {
    client.release(true);
  }
}

/** Says of each statement what it read when all together read nothing, or too much. */
function expectFewer(reads: Record<string, number>, than: number): void {
  const all = Object.values(reads).reduce((sum, rows) => sum + rows, 0);
  expect({ ...reads, isFew: all > 0 && all < than }).toEqual({ ...reads, isFew: true });
}

describe('the leases', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    // A plan hangs on the statistics. So the tests say when these are taken, not the server.
    await database.pool.query('ALTER TABLE operations SET (autovacuum_enabled = off)');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.pool.query('UPDATE operations SET due_kind = NULL, due_at = NULL');
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
  });

  function claim(owner: string, limit: number, busy: Record<string, number> = {}): Promise<ClaimedOperation[]> {
    const bySeller = new Map(Object.entries(busy).map(([seller, calls]) => [`${desk.tenantId}/${seller}`, calls]));
    return claimDue(database.pool, { limit, owner, leaseSeconds: 60, now: clock.now(), busy: bySeller });
  }

  function start({ operation }: ClaimedOperation, owner: string, now = clock.now()): ReturnType<typeof startCall> {
    return startCall(database.pool, {
      operation,
      owner,
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('call'),
      sellerRevision: 1,
      now,
    });
  }

  async function acceptMany(like: string, n: number): Promise<void> {
    await database.pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
         deadline_at, due_kind, due_at, created_at, updated_at)
       SELECT gen_random_uuid(), tenant_id, seller_id, dialect, type, status, '{}', '', gen_random_uuid(), deadline_at,
         due_kind, due_at, created_at, updated_at
       FROM operations, generate_series(1, $2) WHERE id = $1`,
      [like, n],
    );
  }

  async function endLease(id: string): Promise<void> {
    await database.pool.query(
      `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [id],
    );
  }

  it('give a permit that comes free to the seller with the fewest calls under way, whatever the backlog of others', async () => {
    for (const seller of ['a', 'b', 'c']) await desk.addSeller(seller);
    for (let n = 0; n < 40; n += 1) await desk.accept('a');
    for (let n = 0; n < 40; n += 1) await desk.accept('b');
    clock.advance({ seconds: 1 });
    await desk.accept('c');
    const [next] = await claim('w1', 1, { a: 8, b: 8 });
    expect(next?.operation.sellerId).toBe('c');
  });

  it('among equals give to whoever waits longest', async () => {
    for (const seller of ['a', 'b', 'c']) await desk.addSeller(seller);
    for (const seller of ['c', 'b', 'a']) {
      await desk.accept(seller);
      clock.advance({ seconds: 1 });
    }
    const order = [];
    for (let n = 0; n < 3; n += 1) order.push((await claim('w1', 1))[0]?.operation.sellerId);
    expect(order).toEqual(['c', 'b', 'a']);
  });

  it('leave permits free when several sellers have a backlog, and give one to a seller that comes later', async () => {
    for (const seller of ['slow-1', 'slow-2', 'fast']) await desk.addSeller(seller, { limits: { maxConcurrency: 64 } });
    for (const seller of ['slow-1', 'slow-2']) for (let n = 0; n < 40; n += 1) await desk.accept(seller);
    const taken = await claim('w1', 32);
    expect(taken).toHaveLength(21);
    expect(await claim('w1', 11, { 'slow-1': 11, 'slow-2': 10 })).toHaveLength(0);
    await desk.accept('fast');
    const [next] = await claim('w1', 1, { 'slow-1': 15, 'slow-2': 16 });
    expect(next?.operation.sellerId).toBe('fast');
  });

  it('count the calls of every replica against the concurrency of a seller, and those of a dead one until its leases end', async () => {
    await desk.addSeller('narrow', { limits: { maxConcurrency: 3 } });
    for (let n = 0; n < 5; n += 1) await desk.accept('narrow');
    const first = await claim('w1', 2);
    expect(first).toHaveLength(1);
    expect(await claim('w1', 16, { narrow: 1 })).toHaveLength(2);
    expect(await claim('w2', 16)).toHaveLength(0);
    await endLease(first[0]!.operation.id);
    expect(await claim('w2', 16)).toHaveLength(1);
  });

  /** A claim during which something else happens between reading the candidates and taking them. */
  function claimWhile(owner: string, limit: number, meanwhile: () => Promise<unknown>): Promise<ClaimedOperation[]> {
    const { pool } = database;
    let happened = false;
    const query = async (statement: QueryConfig): Promise<unknown> => {
      const result: unknown = await pool.query(statement);
      if (statement.name === 'lease-candidates-at-rest' && !happened) {
        happened = true;
        await meanwhile();
      }
      return result;
    };
    const options = { limit, owner, leaseSeconds: 60, now: clock.now(), busy: new Map<string, number>() };
    return claimDue({ query } as unknown as typeof pool, options);
  }

  it('are each taken by one replica of those that look at the same moment; whoever has lost all looks once more', async () => {
    await desk.addSeller('a', { limits: { maxConcurrency: 64 } });
    for (let n = 0; n < 4; n += 1) await desk.accept('a');
    const first: ClaimedOperation[] = [];
    const second = await claimWhile('w1', 4, async () => first.push(...(await claim('w2', 4))));
    expect([first.length, second.length]).toEqual([2, 2]);
    const ids = [...first, ...second].map(({ operation }) => operation.id);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) {
      expect((await desk.read(id)).version).toBe(2);
      expect(await desk.story(id)).toEqual(['accepted requested', 'claimed submitting']);
    }
  });

  it('are each taken by one of many replicas, all in the end', async () => {
    for (const seller of ['a', 'b', 'c']) await desk.addSeller(seller, { limits: { maxConcurrency: 64 } });
    for (const seller of ['a', 'b', 'c']) for (let n = 0; n < 10; n += 1) await desk.accept(seller);
    const taken: ClaimedOperation[] = [];
    for (let round = 0; round < 10; round += 1) {
      const claims = await Promise.all(['w1', 'w2', 'w3', 'w4'].map((owner) => claim(owner, 8)));
      taken.push(...claims.flat());
    }
    expect(taken).toHaveLength(30);
    expect(new Set(taken.map(({ operation }) => operation.id)).size).toBe(30);
  });

  describe.each([
    ['without statistics', { before: null, after: null }],
    ['with those of a quiet time', { before: 'VACUUM ANALYZE operations', after: null }],
    ['with those of a backlog that one seller has alone', { before: null, after: 'VACUUM ANALYZE operations' }],
  ])('%s', (_, { before, after }) => {
    it('are found by their keys, however much is due', async () => {
      if (before !== null) await database.pool.query(before);
      await desk.addSeller('a');
      for (let n = 0; n < 20; n += 1) await desk.addSeller(`quiet-${n}`);
      await acceptMany(await desk.accept('a'), 5_000);
      if (after !== null) await database.pool.query(after);
      const read = await rowsRead(database, (pool) =>
        claimDue(pool, { limit: 16, owner: 'w1', leaseSeconds: 60, now: clock.now(), busy: new Map() }),
      );
      expectFewer(read, 200);
    });

    it('are found by their keys when few of them come with their rows', async () => {
      if (before !== null) await database.pool.query(before);
      await desk.addSeller('a');
      await acceptMany(await desk.accept('a'), 5_000);
      if (after !== null) await database.pool.query(after);
      const read = await rowsRead(database, (pool) => claimCandidates(pool, clock.now(), 8, true));
      expectFewer(read, 50);
    });
  });

  it('are not taken of what was decided upon since it was looked at', async () => {
    await desk.addSeller('a');
    const id = await desk.accept('a');
    const claimed = await claimWhile('w1', 1, () =>
      database.pool.query(
        `UPDATE operations SET status = 'canceled', version = version + 1, due_kind = NULL, due_at = NULL WHERE id = $1`,
        [id],
      ),
    );
    expect(claimed).toEqual([]);
    expect(await desk.read(id)).toMatchObject({ status: 'canceled', version: 2 });
  });

  it('count for each tenant by itself when two have a seller of the same id', async () => {
    const other = new TestDesk(database, clock);
    await other.open();
    for (const each of [desk, other]) {
      await each.addSeller('acme', { limits: { maxConcurrency: 2 } });
      for (let n = 0; n < 4; n += 1) await each.accept('acme');
    }
    const tenants = (claims: ClaimedOperation[]) => claims.map(({ operation }) => operation.tenantId).sort();
    // This desk's seller has one call under way in this process, so there is room for one more.
    expect(tenants(await claim('w1', 32, { acme: 1 }))).toEqual([desk.tenantId, other.tenantId, other.tenantId].sort());
    expect(tenants(await claim('w2', 32))).toEqual([desk.tenantId]);
    expect(await claim('w2', 32)).toEqual([]);
  });

  it('start no call from a claim since which somebody else has called, even when its owner has the lease again', async () => {
    await desk.addSeller('a');
    const id = await desk.accept('a');
    const [first] = await claim('w1', 1);
    await endLease(id);
    const [taken] = await claim('w2', 1);
    expect([first!.formerOwner, taken!.formerOwner]).toEqual([null, 'w1']);
    clock.advance({ seconds: 90 });
    expect(attemptOf((await start(taken!, 'w2'))!)).toBe(1);
    await endLease(id);
    clock.advance({ seconds: 90 });
    const [again] = await claim('w1', 1);
    expect(columnsOfCalls(again!.operation)).toMatchObject({ attempt: 1, mayHaveExecuted: true });
    expect(await start(first!, 'w1')).toBeNull();
  });

  it('start one call when the same start is tried again because its answer was lost', async () => {
    await desk.addSeller('a');
    await desk.accept('a');
    const [claimed] = await claim('w1', 1);
    const now = clock.now();
    await start(claimed!, 'w1', now);
    expect(columnsOfCalls((await start(claimed!, 'w1', now))!)).toMatchObject({ attempt: 1, attemptsInBudget: 1 });
    clock.advance({ seconds: 1 });
    expect(await start(claimed!, 'w1')).toBeNull();
  });

  it('give back the started operation as its row is, also when a person asked for something since the claim', async () => {
    await desk.addSeller('a');
    const asItIs = async ({ operation }: ClaimedOperation) =>
      (await findOperation(database.pool, desk.tenantId, operation.id))!.operation;
    await desk.accept('a');
    const [claimed] = await claim('w1', 1);
    expect(await start(claimed!, 'w1')).toEqual(await asItIs(claimed!));

    await desk.accept('a');
    const [stopped] = await claim('w1', 1);
    await database.pool.query(
      'UPDATE operations SET cancel_requested_at = now(), version = version + 1 WHERE tenant_id = $1 AND id = $2',
      [desk.tenantId, stopped!.operation.id],
    );
    const started = await start(stopped!, 'w1');
    expect(started).toEqual(await asItIs(stopped!));
    expect(started).toMatchObject({ cancelRequestedAt: expect.any(Date), version: stopped!.operation.version + 2 });
  });

  describe('with the start of a call', () => {
    const ready = { frozenCallSealed: Buffer.from('call'), sellerRevision: 1 };
    const options = (owner: string) => ({
      limit: 16,
      owner,
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map<string, number>(),
      readyCall: () => Promise.resolve(ready),
    });
    const asItIs = async (id: string) => (await findOperation(database.pool, desk.tenantId, id))!.operation;
    const onceMore = async <T>(write: () => Promise<T>): Promise<T> => write().catch(() => write());

    it('give back the operation as its row is, with the call or without', async () => {
      await desk.addSeller('a');
      const [withCall, without] = [await desk.accept('a'), await desk.accept('a')];
      const claimed = await claimDue(database.pool, {
        ...options('w1'),
        readyCall: ({ operation }) => Promise.resolve(operation.id === withCall ? ready : null),
      });
      for (const { operation, started } of claimed) {
        expect(operation).toEqual(await asItIs(operation.id));
        expect(operation).toMatchObject({ status: 'submitting', version: 2 });
        expect(started?.call).toBe(operation.id === withCall ? ready : undefined);
      }
      expect(await desk.read(withCall)).toMatchObject({ attempt: 1, frozenRevision: 1, callStartedAt: clock.now() });
      expect(await desk.read(without)).toMatchObject({ attempt: 0, frozenRevision: null, callStartedAt: null });
    });

    it('show the next claim a call that may have been executed', async () => {
      await desk.addSeller('a');
      const id = await desk.accept('a');
      await claimDue(database.pool, options('w1'));
      await endLease(id);
      const [again] = await claim('w2', 1);
      expect(again!.operation).toEqual(await asItIs(id));
      expect(columnsOfCalls(again!.operation)).toMatchObject({ attempt: 1, mayHaveExecuted: true });
      expect(again!.frozenCallSealed).toEqual(ready.frozenCallSealed);
    });

    it('are taken once when the write is repeated while its first try is still at work', async () => {
      await desk.addSeller('a');
      const id = await desk.accept('a');
      const first = await database.pool.connect();
      const tried: string[] = [];
      const query = async (statement: QueryConfig): Promise<unknown> => {
        tried.push(statement.name!);
        if (statement.name !== 'lease-claim') {
          const answer = database.pool.query(statement);
          if (statement.name === 'lease-claim-again') {
            await sleep(50); // it waits for the first try
            await first.query('COMMIT');
          }
          return answer;
        }
        await first.query('BEGIN');
        await first.query(statement);
        throw new Error('Connection terminated unexpectedly');
      };
      const claimed = await claimDue({ query } as unknown as Pool, { ...options('w1'), patiently: onceMore });
      first.release();
      expect(tried).toEqual(['lease-candidates-at-rest', 'lease-claim', 'lease-claim-again']);
      expect(claimed.map(({ operation }) => operation)).toEqual([await asItIs(id)]);
      expect(await desk.read(id)).toMatchObject({ version: 2, attempt: 1 });
      expect(await desk.story(id)).toEqual(['accepted requested', 'claimed submitting']);
    });

    it.each([
      { waiting: 16, busy: 0, statements: ['lease-candidates-at-rest', 'lease-claim'] },
      { waiting: 17, busy: 0, statements: ['lease-candidates-at-rest', 'lease-read', 'lease-claim'] },
      { waiting: 1, busy: 1, statements: ['lease-candidates', 'lease-read', 'lease-claim'] },
    ])('are the same whether rows come with the candidates or after them: $waiting beside $busy', async (wanted) => {
      await desk.addSeller('a', { limits: { maxConcurrency: 64 } });
      const ids = await Promise.all(Array.from({ length: wanted.waiting }, () => desk.accept('a')));
      const made: string[] = [];
      const query = (statement: QueryConfig): Promise<unknown> => {
        made.push(statement.name!);
        return database.pool.query(statement);
      };
      const claimed = await claimDue({ query } as unknown as Pool, {
        ...options('w1'),
        limit: 64,
        busy: new Map(wanted.busy === 0 ? [] : [['another', wanted.busy]]),
      });
      expect(made).toEqual(wanted.statements);
      const asTheyAre = await Promise.all(claimed.map(({ operation: { id } }) => asItIs(id)));
      expect(claimed.map(({ operation }) => operation)).toEqual(asTheyAre);
      expect(claimed.map(({ operation }) => operation.id).sort()).toEqual([...ids].sort());
      const stored = await database.pool.query<{ id: string; request: unknown }>('SELECT id, request FROM operations');
      const requests = new Map(stored.rows.map(({ id, request }) => [id, request]));
      for (const { operation, request } of claimed) expect(request).toEqual(requests.get(operation.id));
    });

    it('are not taken back from who has them by now, when the write is repeated', async () => {
      await desk.addSeller('a');
      const id = await desk.accept('a');
      const query = async (statement: QueryConfig): Promise<unknown> => {
        const result: unknown = await database.pool.query(statement);
        if (statement.name !== 'lease-claim') return result;
        await endLease(id);
        expect(await claim('w2', 1)).toHaveLength(1);
        throw new Error('Connection terminated unexpectedly');
      };
      expect(await claimDue({ query } as unknown as Pool, { ...options('w1'), patiently: onceMore })).toEqual([]);
      expect(columnsOfCalls(await desk.read(id))).toMatchObject({ attempt: 1, mayHaveExecuted: true });
    });

    it('are claimed without it once their deadline has passed: the lease is the pause until the gate acts on it', async () => {
      await desk.addSeller('a');
      const [late, acted] = [
        await desk.accept('a', { deadlineSeconds: 60 }),
        await desk.accept('a', { deadlineSeconds: 60 }),
      ];
      await database.pool.query('UPDATE operations SET deadline_passed_at = now() WHERE id = $1', [acted]);
      clock.advance({ seconds: 60 });
      const claimed = await claimDue(database.pool, options('w1'));
      expect(new Map(claimed.map(({ operation, started }) => [operation.id, started !== null]))).toEqual(
        new Map([
          [late, false],
          [acted, true],
        ]),
      );
    });
  });

  describe('of a paused seller', () => {
    const pause = (sellerId: string): Promise<unknown> =>
      database.pool.query(`INSERT INTO seller_settings (tenant_id, seller_id, paused_at) VALUES ($1, $2, now())`, [
        desk.tenantId,
        sellerId,
      ]);

    it('are not taken, and what waits counts as no overdue work, but is shown with its seller', async () => {
      for (const seller of ['a', 'b']) await desk.addSeller(seller);
      for (const seller of ['a', 'a', 'b']) await desk.accept(seller);
      await pause('a');
      clock.advance({ seconds: 1 });
      expect((await overdueRows(database.pool, clock.now())).submit).toBe(1);
      expect(await pausedSellers(database.pool, clock.now())).toContainEqual({
        tenantId: desk.tenantId,
        sellerId: 'a',
        waiting: 2,
      });
      expect((await claim('w1', 16)).map(({ operation }) => operation.sellerId)).toEqual(['b']);
    });

    it('are not taken of any seller of a paused tenant, and those of another tenant are', async () => {
      const other = new TestDesk(database, clock);
      await other.open();
      for (const each of [desk, other]) {
        await each.addSeller('acme');
        await each.accept('acme');
      }
      const since = await pauseTenant(database.pool, desk.tenantId, true, clock.now());
      expect((await claim('w1', 16)).map(({ operation }) => operation.tenantId)).toEqual([other.tenantId]);
      clock.advance({ seconds: 5 });
      expect(await pauseTenant(database.pool, desk.tenantId, true, clock.now())).toEqual(since);
      expect(await pauseTenant(database.pool, desk.tenantId, false, clock.now())).toBeNull();
      expect(await claim('w1', 16)).toHaveLength(1);
    });

    it('are passed over by their index, however many wait', async () => {
      for (const seller of ['a', 'b']) await desk.addSeller(seller);
      await desk.accept('b');
      const first = await desk.accept('a');
      await acceptMany(first, 5_000);
      await pause('a');
      await database.pool.query('ANALYZE operations');
      const read = await rowsRead(database, (pool) => claimCandidates(pool, clock.now(), 256, false));
      expectFewer(read, 100);
    });

    it('are not taken with the start of a call when the pause was committed since they were read', async () => {
      await desk.addSeller('a');
      const id = await desk.accept('a');
      const query = async (statement: QueryConfig): Promise<unknown> => {
        if (statement.name === 'lease-claim') await pause('a');
        return database.pool.query(statement);
      };
      const claimed = await claimDue({ query } as unknown as Pool, {
        limit: 16,
        owner: 'w1',
        leaseSeconds: 60,
        now: clock.now(),
        busy: new Map(),
        readyCall: () => Promise.resolve({ frozenCallSealed: Buffer.from('call'), sellerRevision: 1 }),
      });
      expect(claimed).toEqual([]);
      expect(await desk.read(id)).toMatchObject({ status: 'requested', version: 1, attempt: 0 });
    });

    it('start no call: the start looks at the pause itself', async () => {
      await desk.addSeller('a');
      const id = await desk.accept('a');
      const [claimed] = await claim('w1', 1);
      await pause('a');
      expect(await start(claimed!, 'w1')).toBeNull();
      expect(await desk.read(id)).toMatchObject({ attempt: 0, status: 'submitting' });
    });
  });
});
