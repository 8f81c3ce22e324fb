import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { FIRST_POSITION, comparePositions } from './event-position';
import { readEvents } from './read-events';

describe('reading events', () => {
  let database: TestDatabase;
  let tenantId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    tenantId = randomUUID();
  });

  async function write(
    on: Pick<Pool | PoolClient, 'query'>,
    {
      operationId = randomUUID(),
      id = uuidv7(),
      at = new Date(),
    }: { operationId?: string; id?: string; at?: Date } = {},
  ): Promise<string> {
    await on.query(
      `INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
       VALUES ($1, $2, $3, (SELECT count(*) + 1 FROM events WHERE operation_id = $3), 'operation.created', $4, $5)`,
      [id, tenantId, operationId, { id, text: 'two\nlines' }, at.toISOString()],
    );
    return id;
  }
  const readNow = (after = FIRST_POSITION, limit = 100, operationId: string | null = null) =>
    readEvents(database.pool, tenantId, { after, limit, operationId });
  /** Transactions of other tests on the same server hold reading back, and this waits for them. */
  const read: typeof readNow = async (...args) => {
    const { horizon } = await readNow(FIRST_POSITION, 0);
    for (;;) {
      const found = await readNow(...args);
      if (comparePositions(found.settled, horizon) >= 0) return found;
      await sleep(5);
    }
  };
  const ids = (found: Awaited<ReturnType<typeof read>>) => found.events.map(({ position }) => position.id);

  it('never passes a row that commits late, although its id and its time are earlier', async () => {
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    const first = await write(slow);
    const second = await write(database.pool);

    const meanwhile = await readNow();
    expect(meanwhile.events).toEqual([]);
    expect(meanwhile.isQuiet).toBe(false);
    await slow.query('COMMIT');
    slow.release();

    const after = await read(meanwhile.settled);
    expect(ids(after)).toEqual([first, second]);
    expect(comparePositions(after.settled, meanwhile.horizon)).toBeGreaterThanOrEqual(0);
    expect(ids(await read(after.settled))).toEqual([]);
  });

  it('goes on behind any event, a page at a time, and for one operation alone', async () => {
    const operationId = randomUUID();
    const written: string[] = [];
    for (let n = 0; n < 7; n += 1) written.push(await write(database.pool, n % 2 === 0 ? { operationId } : {}));
    const seen: string[] = [];
    let after = FIRST_POSITION;
    for (;;) {
      const page = await read(after, 3);
      seen.push(...ids(page));
      if (!page.isFull) break;
      after = page.events.at(-1)!.position;
    }
    expect(seen).toEqual(written);
    expect(ids(await read(FIRST_POSITION, 100, operationId))).toEqual(written.filter((_, n) => n % 2 === 0));
    expect((await read()).events[0]!.json).toBe(`{"id": "${written[0]}", "text": "two\\nlines"}`);
  });

  it('shows everything of another cluster after a restore, and what is written since behind it', async () => {
    const before = await write(database.pool);
    // As a restored copy has it: the rows of a cluster whose transaction ids were far higher than those here.
    await database.pool.query(
      `UPDATE events SET epoch = epoch - 1000, transaction_id = 900000000000000 WHERE tenant_id = $1`,
      [tenantId],
    );
    await database.pool.query(`UPDATE event_epochs SET epoch = epoch - 1000, cluster = 'another cluster'`);
    // A session remembers the epoch, and those of another cluster are new ones.
    const sessions = await Promise.all(Array.from({ length: database.pool.totalCount }, () => database.pool.connect()));
    for (const session of sessions) {
      await session.query(`SELECT set_config('ado.epoch', '', false)`);
      session.release();
    }
    const restored = await read();
    expect(ids(restored)).toEqual([before]);
    const since = await write(database.pool);
    expect(ids(await read())).toEqual([before, since]);
    // A reader that had read everything of the old cluster, and more than the copy has, misses nothing of the new one.
    const beyond = { ...restored.events[0]!.position, transactionId: 900_000_000_000_999n };
    expect(ids(await read(beyond))).toEqual([since]);
    const { rows } = await database.pool.query('SELECT FROM event_epochs');
    expect(rows).toHaveLength(2);
  });

  it('finds every event once, whatever commits beside it', async () => {
    const seen: string[] = [];
    let after = FIRST_POSITION;
    let isDone = false;
    const reader = (async () => {
      for (let last = false; !last;) {
        last = isDone;
        const page = await read(after, 20);
        seen.push(...ids(page));
        after = page.isFull ? page.events.at(-1)!.position : page.settled;
        if (page.isFull) last = false;
      }
    })();
    const written: string[] = [];
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let n = 0; n < 25; n += 1) {
          const client = await database.pool.connect();
          await client.query('BEGIN');
          const id = await write(client);
          await client.query('SELECT pg_sleep($1)', [Math.random() * 0.01]);
          const isKept = Math.random() < 0.9;
          await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
          client.release();
          if (isKept) written.push(id);
        }
      }),
    );
    isDone = true;
    await reader;
    expect(seen.length).toBe(new Set(seen).size);
    expect([...seen].sort()).toEqual([...written].sort());
  });
});
