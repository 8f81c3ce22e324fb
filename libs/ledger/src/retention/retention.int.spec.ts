import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Retention, defaultRetention } from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { inTransaction } from '../database/transaction';
import { type EventPosition, comparePositions } from '../events/event-position';
import { deleteBatch } from './batch';
import { confirmExport } from './export-position';
import { readGoneEvents } from './gone-events';
import { beginPass, duePasses, endPass } from './passes';

const DAY_MS = 86_400_000;

describe('what a tenant keeps', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const clock = new TestClock();
  const query = (text: string, values: unknown[] = []) => database.pool.query(text, values);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
  });

  /** An operation that was handed over and settled so many days ago, with everything that hangs on one. */
  async function settled(days: number, more: { set?: string; deliveryDays?: number | null } = {}): Promise<string> {
    const id = uuidv7({ msecs: clock.now().getTime() - days * DAY_MS });
    const at = new Date(clock.now().getTime() - days * DAY_MS).toISOString();
    const { tenantId } = desk;
    await query(
      `INSERT INTO operations (tenant_id, id, seller_id, dialect, type, status, status_since, request, request_hash,
         request_key, po_number, holds_po_number, deadline_at, created_at, updated_at, settled_at, outcome)
       VALUES ($1, $2::uuid, 'acme', 'hitl-v1', 'create_media_buy', 'created', $3, '{}', 'hash', gen_random_uuid(), $2::uuid::text, true, $3, $3, $3, $3,
         jsonb_build_object('mediaBuyId', 'mb-' || $2::uuid::text))`,
      [tenantId, id, at],
    );
    await query(
      `INSERT INTO timeline (tenant_id, operation_id, kind, source, reason, version, at)
       VALUES ($1, $2, 'accepted', 'test', 'test', 1, $3)`,
      [tenantId, id, at],
    );
    for (const table of ['operation_search', 'operation_search_later'])
      await query(
        `INSERT INTO ${table} (tenant_id, operation_id, words) VALUES ($1, $2, 'words') ON CONFLICT DO NOTHING`,
        [tenantId, id],
      );
    await query(
      `INSERT INTO former_tasks (tenant_id, seller_id, task_id, operation_id) VALUES ($1, 'acme', $2::uuid::text, $2::uuid)`,
      [tenantId, id],
    );
    await query(
      `INSERT INTO seller_orphans (tenant_id, seller_id, side, subject, task_id, operation_id, first_seen_at)
       VALUES ($1, 'acme', 'ours', $2::uuid::text, 't', $2::uuid, $3)`,
      [tenantId, id, at],
    );
    await query(
      `INSERT INTO media_buys (tenant_id, seller_id, media_buy_id, operation_id, status, created_at, updated_at)
       VALUES ($1, 'acme', 'mb-' || $2::uuid::text, $2::uuid, 'completed', $3, $3)`,
      [tenantId, id, at],
    );
    await query(`INSERT INTO intake_events (tenant_id, epoch, transaction_id, operation_id) VALUES ($1, 1, 1, $2)`, [
      tenantId,
      id,
    ]);
    await query(
      `INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at) VALUES ($2, $1, $2, 1, 'operation.created', '{}', $3)`,
      [tenantId, id, at],
    );
    const { deliveryDays = days } = more;
    if (deliveryDays !== null) {
      await query(
        `INSERT INTO deliveries (tenant_id, id, event_id, subscription_id, status, created_at) VALUES ($1, $2, $2, $3, 'dead', $4)`,
        [tenantId, id, randomUUID(), new Date(clock.now().getTime() - deliveryDays * DAY_MS).toISOString()],
      );
      await query(
        `INSERT INTO notification_attempts (tenant_id, delivery_id, attempt, at, duration_ms) VALUES ($1, $2, 1, $3, 1)`,
        [tenantId, id, at],
      );
    }
    if (more.set !== undefined)
      await query(`UPDATE operations SET ${more.set} WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
    return id;
  }

  /** One whole pass, as the worker makes it. */
  async function pass(settings: Partial<Retention> = {}, limit = 100) {
    const retention = { ...defaultRetention, ...settings };
    const { tenantId } = desk;
    await beginPass(database.pool, tenantId, clock.now());
    while ((await deleteBatch(database.pool, { tenantId, retention, now: clock.now(), limit })) !== null);
    const counts = await inTransaction(database.pool, (client) =>
      endPass(client, { tenantId, retention }, clock.now()),
    );
    clock.advance({ hours: 24 });
    return counts;
  }

  const tables = {
    operations: 'id',
    timeline: 'operation_id',
    operation_search: 'operation_id',
    operation_search_later: 'operation_id',
    former_tasks: 'operation_id',
    seller_orphans: 'operation_id',
    media_buys: 'operation_id',
    intake_events: 'operation_id',
    events: 'operation_id',
    deliveries: 'event_id',
    notification_attempts: 'delivery_id',
  } as const;
  /** @returns by table, the operations of which something is left */
  async function left(only: (keyof typeof tables)[] = Object.keys(tables) as (keyof typeof tables)[]) {
    const found: Record<string, string[]> = {};
    for (const table of only) {
      const { rows } = await query(`SELECT ${tables[table]} AS id FROM ${table} WHERE tenant_id = $1 ORDER BY 1`, [
        desk.tenantId,
      ]);
      found[table] = (rows as { id: string }[]).map(({ id }) => id);
    }
    return found;
  }
  const kept = async (): Promise<string[]> => (await left(['operations'])).operations!;

  it('goes when its time is over, with everything that hangs on it, and the rest stays', async () => {
    const old = await settled(401);
    const young = await settled(399, { deliveryDays: 29 });
    const other = new TestDesk(database, clock);
    await other.open();
    expect(await pass()).toEqual({ operations: 1, events: 1, deliveries: 1 });
    for (const [table, ids] of Object.entries(await left())) expect([table, ids]).toEqual([table, [young]]);
    expect(await kept()).not.toContain(old);
    const { rows } = await query(
      `SELECT kind, actor_name, actor_kind, target, detail FROM audit WHERE tenant_id = $1`,
      [desk.tenantId],
    );
    expect(rows).toEqual([
      {
        kind: 'retention.deleted',
        actor_name: 'retention',
        actor_kind: null,
        target: desk.tenantId,
        detail: {
          deleted: { operations: 1, events: 1, deliveries: 1 },
          days: { operations: 400, events: 400, deliveries: 30 },
        },
      },
    ]);
  });

  it('goes by the periods of the tenant: deliveries alone, events alone', async () => {
    const [a, b] = [await settled(100), await settled(50)];
    expect(await pass({ eventsDays: 60, deliveriesDays: 40 })).toEqual({ operations: 0, events: 1, deliveries: 2 });
    expect(await left(['operations', 'timeline', 'events', 'deliveries'])).toEqual({
      operations: [a, b],
      timeline: [a, b],
      events: [b],
      deliveries: [],
    });
  });

  it('is looked at in batches of any size, each row once, and a pass is made once a day', async () => {
    for (let n = 0; n < 7; n += 1) await settled(401 + (n % 3));
    await settled(401, { set: `attention_reason = 'conflict'` });
    expect(await pass({}, 3)).toEqual({ operations: 7, events: 8, deliveries: 8 });
    const due = async () =>
      (await duePasses(database.pool, clock.now(), 1_000)).some(({ tenantId }) => tenantId === desk.tenantId);
    expect(await due()).toBe(true); // the clock has moved on by a day
    expect(await pass()).toEqual({ operations: 0, events: 0, deliveries: 0 });
    clock.advance({ hours: -24 });
    expect(await due()).toBe(false);
    clock.advance({ hours: 24 });
  });

  it.each([
    ['needs a person', `attention_reason = 'may_be_booked'`],
    ['is due', `due_at = now()`],
    ['is leased', `lease_owner = 'w', lease_until = now() + interval '1 minute'`],
    ['has changed since', `updated_at = now() + interval '10 years'`],
    ['has not settled', `status = 'pending_approval', settled_at = NULL`],
    ['timed out, which is no end', `status = 'timed_out'`],
  ])('stays as an operation while it %s', async (_, set) => {
    const id = await settled(500, { set });
    expect(await pass()).toMatchObject({ operations: 0 });
    expect((await left(['operations', 'timeline', 'media_buys'])).timeline).toEqual([id]);
  });

  it('stays as an operation while a notification is owed, while its buy is followed, while another repeats it', async () => {
    const short = { operationsDays: 300, eventsDays: 300 };
    const owed = await settled(500);
    await query(`UPDATE deliveries SET status = 'pending', due_at = now() WHERE event_id = $1`, [owed]);
    const followed = await settled(390);
    await query(`UPDATE media_buys SET due_at = now() WHERE operation_id = $1`, [followed]);
    const repeated = await settled(500);
    const repetition = await settled(450, { set: `retry_of = '${repeated}'` });
    expect(await pass(short)).toEqual({ operations: 1, events: 3, deliveries: 3 });
    expect(await kept()).toEqual([owed, followed, repeated].sort());
    expect(await kept()).not.toContain(repetition);
    await query(`UPDATE deliveries SET status = 'delivered', due_at = NULL WHERE event_id = $1`, [owed]);
    await query(`UPDATE media_buys SET due_at = NULL WHERE operation_id = $1`, [followed]);
    expect(await pass(short)).toEqual({ operations: 3, events: 1, deliveries: 1 });
    expect(await kept()).toEqual([]);
  });

  it.each(['due_at', 'creatives_warn_at'])(
    'is kept by the %s of its buy for 400 days, however far that is',
    async (column) => {
      const [young, old] = [await settled(399), await settled(401)];
      await query(`UPDATE media_buys SET ${column} = '9998-12-31T00:00:00Z' WHERE tenant_id = $1`, [desk.tenantId]);
      expect(await pass({ operationsDays: 300, eventsDays: 300 })).toMatchObject({ operations: 1 });
      expect(await left(['operations', 'media_buys'])).toEqual({ operations: [young], media_buys: [young] });
      clock.advance({ hours: 24 });
      expect(await pass({ operationsDays: 300, eventsDays: 300 })).toMatchObject({ operations: 1 });
      expect(await kept()).not.toContain(old);
      expect(await kept()).toEqual([]);
    },
  );

  it('goes although a process that died has left its lease on it', async () => {
    await settled(500, { set: `lease_owner = 'w', lease_until = now() - interval '1 minute'` });
    expect(await pass()).toMatchObject({ operations: 1 });
  });

  it('leaves alone what somebody changes at this moment, and does not wait for them', async () => {
    const [held, free] = [await settled(500), await settled(500)];
    await inTransaction(database.pool, async (client) => {
      await client.query('SELECT FROM operations WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [desk.tenantId, held]);
      expect(await pass()).toMatchObject({ operations: 1 });
    });
    expect(await kept()).toEqual([held]);
    expect(await kept()).not.toContain(free);
  });

  it('goes only when it was exported, where the tenant wants that', async () => {
    const [first, second] = [await settled(500), await settled(450)];
    const young = await settled(40);
    expect(await pass({ exportFirst: true })).toEqual({ operations: 0, events: 0, deliveries: 0 });
    const confirm = async (id: string): Promise<void> => {
      const { rows } = await query(`SELECT settled_at::text AS at FROM operations WHERE id = $1`, [id]);
      const place = { at: (rows[0] as { at: string }).at, id };
      const when = { now: clock.now(), latest: clock.now() };
      expect(await confirmExport(database.pool, desk.tenantId, place, when)).toBe(true);
    };
    await confirm(first);
    expect(await pass({ exportFirst: true })).toEqual({ operations: 1, events: 1, deliveries: 1 });
    expect(await kept()).toEqual([second, young].sort());
    await confirm(young);
    await confirm(second); // it does not go back
    expect(await pass({ exportFirst: true })).toEqual({ operations: 1, events: 1, deliveries: 2 });
    expect(await kept()).toEqual([young]);
  });

  it('says behind which place among the events something is missing', async () => {
    expect(await readGoneEvents(database.pool, desk.tenantId)).toBeNull();
    await settled(500);
    await settled(450);
    await settled(10);
    // Not by readEvents: it stops before the oldest transaction of the whole server, of which other tests have some.
    const { rows } = await query(
      `SELECT epoch, transaction_id, id FROM events WHERE tenant_id = $1 ORDER BY epoch, transaction_id, id`,
      [desk.tenantId],
    );
    const places = (rows as { epoch: string; transaction_id: string; id: string }[]).map((row): EventPosition => ({
      epoch: Number(row.epoch),
      transactionId: BigInt(row.transaction_id),
      id: row.id,
    }));
    await pass();
    const gone = await readGoneEvents(database.pool, desk.tenantId);
    expect(gone).toEqual(places[1]);
    expect(comparePositions(places[2]!, gone!)).toBe(1);
    await pass();
    expect(await readGoneEvents(database.pool, desk.tenantId)).toEqual(gone);
  });
});
