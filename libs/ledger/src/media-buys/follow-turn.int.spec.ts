import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { takeFollowTurn } from './follow-turn';

describe("the turn at a seller's media buys", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is given back when what is due cannot be read', async () => {
    const clock = new TestClock();
    const desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    const now = clock.now();
    await database.pool.query(
      `INSERT INTO media_buys (tenant_id, seller_id, media_buy_id, operation_id, status, due_at, created_at, updated_at)
       VALUES ($1, 'acme', 'mb_1', $2, 'pending', $3, $3, $3)`,
      [desk.tenantId, await desk.accept('acme'), now.toISOString()],
    );
    const seller = { tenantId: desk.tenantId, sellerId: 'acme' };
    const options = { owner: 'w1', leaseSeconds: 120, now, soonSeconds: 0, limit: 10 };

    // The second statement fails, because no interval is that long. Postgres before 18 says so only of the sum.
    await expect(takeFollowTurn(database.pool, seller, { ...options, soonSeconds: 1e300 })).rejects.toThrow(
      /interval|timestamp/,
    );
    const turn = await takeFollowTurn(database.pool, seller, { ...options, owner: 'w2' });
    expect(turn?.buys.map(({ mediaBuyId }) => mediaBuyId)).toEqual(['mb_1']);
  });
});
