import { randomUUID } from 'node:crypto';
import { TestClock, type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { deleteOld } from './delete-old';

describe('what has served its time', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is deleted as fast as one seller may send it: 300 webhooks a second, from one minute to the next; never by a clock that runs ahead', async () => {
    const clock = new TestClock();
    await database.pool.query(
      `INSERT INTO webhook_claims (tenant_id, seller_id, delivery_key, payload_hash, status, body, answer, received_at)
       SELECT $1, 'acme', n, n, 'done', '{}', '{}', $2::timestamptz - make_interval(days => CASE WHEN n = 1 THEN 29 ELSE 31 END)
       FROM generate_series(1, 18001) n`,
      [randomUUID(), clock.now().toISOString()],
    );
    const now = Date.now();
    const machine = jest.spyOn(Date, 'now').mockReturnValue(now + 400 * 86_400_000);
    await expect(deleteOld({ pool: database.pool, clock })).rejects.toThrow(
      /ahead of Postgres', so nothing is deleted/,
    );
    // A sweep ends after four seconds and leaves the rest to the next one. For this one the time stands still: on any
    // machine it deletes all.
    const startedAt = performance.now();
    machine.mockReturnValue(now);
    expect(await deleteOld({ pool: database.pool, clock })).toBe(18_000);
    machine.mockRestore();
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    expect((await database.pool.query('SELECT FROM webhook_claims')).rowCount).toBe(1);
  });
});
