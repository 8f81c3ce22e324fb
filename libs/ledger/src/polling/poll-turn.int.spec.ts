import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { sellersToPoll, takePollTurns } from './poll-turn';

describe('the turn at a seller', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is given back when what is due cannot be read', async () => {
    const clock = new TestClock();
    const desk = new TestDesk(database, clock);
    await desk.open();
    const sellers = ['acme', 'other'].map((sellerId) => ({ tenantId: desk.tenantId, sellerId }));
    for (const { sellerId } of sellers) {
      await desk.addSeller(sellerId);
      await desk.accept(sellerId);
    }
    const now = clock.now();
    await database.pool.query(`UPDATE operations SET due_kind = 'poll', due_at = $1`, [now.toISOString()]);
    const options = { owner: 'w1', leaseSeconds: 60, now, soonSeconds: 0, limit: 10 };

    // The second statement fails, because no interval is that long. Postgres before 18 says so only of the sum.
    await expect(takePollTurns(database.pool, sellers, { ...options, soonSeconds: 1e300 })).rejects.toThrow(
      /interval|timestamp/,
    );
    const turns = await takePollTurns(database.pool, sellers, { ...options, owner: 'w2' });
    expect(turns.map((turn) => turn?.operations.length)).toEqual([1, 1]);
    expect(turns.map((turn) => turn?.isTakenOver)).toEqual([false, false]);
  });

  it('is taken over from a worker whose lease has run out, and the seller is listed as held until then', async () => {
    const clock = new TestClock();
    const desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    await desk.accept('acme');
    const now = clock.now();
    const seller = { tenantId: desk.tenantId, sellerId: 'acme' };
    const due = `UPDATE operations SET due_kind = 'poll', due_at = $2 WHERE tenant_id = $1`;
    await database.pool.query(due, [desk.tenantId, now.toISOString()]);
    const options = { owner: 'w1', leaseSeconds: 60, now, soonSeconds: 0, limit: 10 };
    const listed = async (): Promise<unknown[]> =>
      (await sellersToPoll(database.pool, now, 10)).filter((one) => one.seller.tenantId === desk.tenantId);
    expect(await listed()).toEqual([{ seller, since: now, wasHeld: false }]);
    await takePollTurns(database.pool, [seller], options);
    expect(await listed()).toEqual([]);
    await database.pool.query(
      `UPDATE sellers SET poll_lease_until = clock_timestamp() - interval '1 ms' WHERE tenant_id = $1`,
      [desk.tenantId],
    );
    expect(await listed()).toEqual([{ seller, since: now, wasHeld: true }]);
    const [turn] = await takePollTurns(database.pool, [seller], { ...options, owner: 'w2' });
    expect(turn?.isTakenOver).toBe(true);
  });
});
