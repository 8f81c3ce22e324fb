import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Operation, holdsPoNumberAfter } from '@adcp-orchestrator/domain';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { insertOperation } from '../operations/insert-operation';

/**
 * What processes of the previous release do to this schema while a deployment rolls. The statements are that release's,
 * as far as they meet columns and indexes of this one. This file goes with the triggers and indexes that are kept for
 * it.
 */
describe('a process of the release before', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const clock = new TestClock();
  let number = 0;
  let poNumber = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    number += 1;
    poNumber = `PO-${number}`;
  });

  /**
   * Inserts as that release's intake does.
   * @returns null when a guard was met
   */
  async function insertBefore(retryOf: string | null = null, type = 'create_media_buy'): Promise<string | null> {
    const id = uuidv7();
    const { rowCount } = await database.pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
         po_number, deadline_at, retry_of, due_kind, due_at, created_at, updated_at)
       VALUES ($1, $2, 'acme', 'hitl-v1', $3, 'requested', '{}', 'hash', gen_random_uuid(), $4, now(), $5, 'submit',
         now(), now(), now())
       ON CONFLICT DO NOTHING`,
      [id, desk.tenantId, type, poNumber, retryOf],
    );
    return rowCount === 1 ? id : null;
  }

  /** Writes as that release's gate does. */
  async function writeBefore(id: string, fields: Record<string, unknown>): Promise<void> {
    const names = Object.keys(fields);
    const set = names.map((name, at) => `${name} = $${at + 2}`).join(', ');
    await database.pool.query(`UPDATE operations SET ${set}, version = version + 1 WHERE id = $1`, [
      id,
      ...Object.values(fields),
    ]);
  }

  /** Inserts with this release's intake. */
  async function insertNow(): Promise<string> {
    const inserted = await insertOperation(database.pool, {
      id: uuidv7(),
      tenantId: desk.tenantId,
      sellerId: 'acme',
      dialect: 'hitl-v1',
      type: 'create_media_buy',
      request: {},
      requestHash: uuidv7(),
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber,
      userId: null,
      account: null,
      buyerRef: null,
      deadlineAt: clock.now(),
      retryOf: null,
      now: clock.now(),
      actor: 'test',
    });
    return inserted.outcome === 'created' ? 'created' : `${inserted.outcome} ${inserted.operation.id}`;
  }

  it('guards the number of what it inserts, and meets the guard of this release', async () => {
    const id = await insertBefore();
    expect(await insertNow()).toBe(`po_number_taken ${id}`);
    expect(await insertBefore(null, 'update_media_buy')).not.toBeNull();
    await writeBefore(id!, { status: 'canceled' });
    expect(await insertNow()).toBe('created');
    expect(await insertBefore()).toBeNull();
  });

  it('keeps the number of what it settles in doubt, and moves it with the repetition', async () => {
    const id = await insertBefore();
    await writeBefore(id!, { status: 'rejected', attempt: 2, may_have_executed: true });
    expect(await insertNow()).toBe(`po_number_in_doubt ${id}`);
    const repetition = await insertBefore(id);
    expect(await desk.read(repetition!)).toMatchObject({ holdsPoNumber: true, repeatsDoubt: true });
    expect(await insertBefore(id)).toBeNull();
    expect(await insertNow()).toBe(`po_number_taken ${repetition}`);
    await writeBefore(repetition!, { status: 'canceled' });
    expect(await insertNow()).toBe(`po_number_in_doubt ${repetition}`);
  });

  it('takes a number back by a contradiction, but not from another operation', async () => {
    const id = await insertBefore();
    await writeBefore(id!, { status: 'rejected' });
    await writeBefore(id!, { status: 'rejected', conflicts: 1, last_conflict: 'booked' });
    expect(await insertNow()).toBe(`po_number_in_doubt ${id}`);
    poNumber = `${poNumber} other`;
    const other = await insertBefore();
    await writeBefore(other!, { status: 'rejected' });
    expect(await insertNow()).toBe('created');
    await writeBefore(other!, { status: 'rejected', conflicts: 1, last_conflict: 'booked' });
    expect((await desk.read(other!)).holdsPoNumber).toBe(false);
  });

  it('decides of a bad end what the domain decides', async () => {
    for (const [lastConflict, mayHaveExecuted, attempt, repeatsDoubt, calls] of [
      [null, false, 0, false, false],
      [null, false, 0, true, false],
      [null, false, 1, true, true],
      [null, true, 1, true, false],
      [null, true, 1, false, true],
      [null, true, 2, false, false],
      [null, false, 2, false, true],
      ['booked', false, 0, false, false],
      ['booked', true, 2, true, true],
    ] as const) {
      poNumber = `${poNumber}.`;
      const id = (await insertBefore())!;
      await writeBefore(id, {
        repeats_doubt: repeatsDoubt,
        attempt,
        may_have_executed: mayHaveExecuted,
        last_conflict: lastConflict,
        call_started_at: calls ? clock.now().toISOString() : null,
      });
      const before = await desk.read(id);
      const after: Operation = { ...before, status: 'failed' };
      await writeBefore(id, { status: 'failed' });
      expect((await desk.read(id)).holdsPoNumber).toBe(holdsPoNumberAfter(before, after));
    }
  });

  it('gets since when a status holds and when an operation is overdue, and no summary but that of its request', async () => {
    const id = (await insertBefore())!;
    const times = async (): Promise<object> => {
      const { statusSince, overdueAt, overdue, summary } = await desk.read(id);
      return { statusSince, overdueAt, overdue, packages: summary.packages };
    };
    const accepted = new Date('2026-03-02T09:00:00Z');
    const deadline = new Date('2026-03-02T21:00:00Z');
    await writeBefore(id, { request: '{"packages":["a","b"]}', created_at: accepted, deadline_at: deadline });
    const halfway = new Date('2026-03-02T15:00:00Z');
    const moved = new Date('2026-03-02T10:00:00Z');
    await writeBefore(id, { status: 'pending_approval', updated_at: moved });
    expect(await times()).toEqual({ statusSince: moved, overdueAt: halfway, overdue: false, packages: 2 });
    await writeBefore(id, { message: 'still', updated_at: halfway });
    expect(await times()).toMatchObject({ statusSince: moved });
    await writeBefore(id, { overdue: true });
    const settled = new Date('2026-03-02T18:00:00Z');
    await writeBefore(id, { status: 'created', updated_at: settled, settled_at: settled });
    expect(await times()).toEqual({ statusSince: settled, overdueAt: null, overdue: false, packages: 2 });
  });

  it('keeps reading and writing attempts by their old name, also by a statement that was prepared before', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, created_at)
       VALUES (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), 'pending', now()) RETURNING id`,
      [desk.tenantId],
    );
    const { id } = rows[0]!;
    await database.pool.query(
      `WITH written AS (UPDATE deliveries SET attempts = 1 WHERE id = $1 RETURNING id)
       INSERT INTO delivery_attempts (delivery_id, attempt, at, http_status, duration_ms, error)
       SELECT id, 1, now(), 500, 12, 'no' FROM written`,
      [id],
    );
    const kept = await database.pool.query(
      'SELECT tenant_id, attempt FROM notification_attempts WHERE delivery_id = $1',
      [id],
    );
    expect(kept.rows).toEqual([{ tenant_id: desk.tenantId, attempt: 1 }]);
    const read = await database.pool.query(
      'SELECT a.* FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE d.tenant_id = $1 AND d.id = $2',
      [desk.tenantId, id],
    );
    expect(read.fields.map(({ name }) => name)).toEqual([
      'delivery_id',
      'attempt',
      'at',
      'http_status',
      'duration_ms',
      'error',
    ]);
  });

  it.each([
    ['operations', `id = ANY ('{0190aaaa-0000-7000-8000-000000000001}'::uuid[])`],
    ['operations', `retry_of = '0190aaaa-0000-7000-8000-000000000001'`],
    [
      'operations',
      `tenant_id = '0190aaaa-0000-7000-8000-000000000001' AND seller_id = 'acme' AND po_number = 'PO-1'
       AND type = 'create_media_buy' AND status NOT IN ('failed', 'rejected', 'canceled')`,
    ],
    ['events', `id = '0190aaaa-0000-7000-8000-000000000001'`],
    ['events', `operation_id = '0190aaaa-0000-7000-8000-000000000001'`],
    ['subscriptions', `id = '0190aaaa-0000-7000-8000-000000000001'`],
    ['deliveries', `id = '0190aaaa-0000-7000-8000-000000000001'`],
    ['deliveries', `event_id = '0190aaaa-0000-7000-8000-000000000001'`],
    ['delivery_attempts', `delivery_id = '0190aaaa-0000-7000-8000-000000000001'`],
  ])('finds in %s by an index what it looks for by %s', async (table, condition) => {
    const client = await database.pool.connect();
    try {
      await client.query('SET enable_seqscan = off');
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN SELECT FROM ${table} WHERE ${condition}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Index/);
      expect(plan).not.toMatch(/Seq Scan/);
    } finally {
      client.release(true);
    }
  });
});
