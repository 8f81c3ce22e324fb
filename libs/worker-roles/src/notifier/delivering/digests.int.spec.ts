import { setTimeout as sleep } from 'node:timers/promises';
import type { Digest } from '@adcp-orchestrator/domain';
import {
  findDelivery,
  gatherDigest,
  inTransaction,
  listDeliveries,
  recover,
  redeliver,
} from '@adcp-orchestrator/ledger';
import { Mailbox, TestClock, type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import { NotifiersUnderTest } from '../../../testing/notifiers-under-test';

const hourly: Digest = { every: 'hourly', at: null, time_zone: 'UTC', urgent: true };

describe('digests', () => {
  let database: TestDatabase;
  let desk: NotifiersUnderTest;
  let clock: TestClock;
  let mailbox: Mailbox;

  beforeAll(async () => {
    database = await createTestDatabase();
    mailbox = await Mailbox.listen();
  });
  afterAll(async () => {
    await mailbox.close();
    await database.drop();
  });
  beforeEach(async () => {
    clock = new TestClock(new Date('2030-01-10T09:20:00Z'));
    desk = new NotifiersUnderTest(database.pool, clock);
    await desk.open();
    mailbox.received.length = 0;
    mailbox.judge = () => null;
  });
  afterEach(async () => {
    await desk.close();
    await database.pool.query(`UPDATE deliveries SET due_at = NULL, status = 'dead' WHERE status = 'pending'`);
  });
  const start = () => desk.startNotifier({ smtpUrl: mailbox.url });
  const attempted = (times: number) =>
    untilTrue(`${times} attempts`, () => desk.results.length === times, { everyMs: 5 });
  const subscribe = (given: Partial<Digest> = {}) =>
    desk.subscribePerson('email', 'ana@desk.example', { digest: { ...hourly, ...given } });
  const statuses = async (id: string) => (await desk.deliveries(id)).map(({ status }) => status).sort();

  it('carry what happened since the last one in one mail, and say which delivery has what', async () => {
    const id = await subscribe({ urgent: false });
    await desk.oweAttention();
    await desk.owe(3);
    const notifier = start();
    expect(await notifier.wake()).toBe(0);
    expect(await statuses(id)).toEqual(['pending', 'pending', 'pending', 'pending']);
    clock.advance({ minutes: 40 });
    expect(await notifier.wake()).toBe(1);
    await attempted(1);
    expect(mailbox.received).toHaveLength(1);
    const { text } = mailbox.received[0]!;
    expect(text).toMatch(/^Subject: Digest: 1 needs you, 3 ended$/m);
    expect(text.indexOf('NEEDS YOU')).toBeLessThan(text.indexOf('ENDED'));
    expect(text).toContain('https://desk.example/attention');
    expect(await statuses(id)).toEqual(['delivered', 'gathered', 'gathered', 'gathered', 'gathered']);
    const page = await listDeliveries(database.pool, desk.tenantId, { subscriptionId: id }, null, 10);
    const digest = page.items.find(({ event_type: type }) => type === 'subscription.digest');
    const parts = await listDeliveries(database.pool, desk.tenantId, { digestId: digest!.id }, null, 10);
    expect(parts.items.map(({ digest_id: of }) => of)).toEqual(Array.from({ length: 4 }, () => digest!.id));
    const history = await findDelivery(database.pool, desk.tenantId, digest!.id);
    expect(history).toMatchObject({ attempts: [{ error: null }], payload: { events: 4, needs_you: 1, more: 0 } });
    clock.advance({ hours: 3 });
    expect(await notifier.wake()).toBe(0);
  });

  it('leave out what is pressing, which comes at once', async () => {
    const id = await subscribe();
    await desk.owe(1);
    await desk.oweAttention();
    await start().wake();
    await attempted(1);
    expect(mailbox.received[0]!.text).toMatch(/^Subject: .*needs you$/m);
    expect(await statuses(id)).toEqual(['delivered', 'pending']);
  });

  it('name 25 and say how many more there are', async () => {
    const id = await subscribe();
    await desk.owe(60);
    const notifier = start();
    await notifier.wake();
    clock.advance({ hours: 1 });
    await notifier.wake();
    await attempted(1);
    expect(mailbox.received).toHaveLength(1);
    expect(mailbox.received[0]!.text).toContain('and 35 more');
    expect((await statuses(id)).filter((status) => status === 'gathered')).toHaveLength(60);
  });

  it('are one, though several replicas meet and one of them dies before it is sent', async () => {
    const id = await subscribe();
    await desk.owe(20);
    clock.advance({ hours: 1 });
    // A process that gathered, and was killed then.
    const digest = { tenantId: desk.tenantId, subscriptionId: id, digest: hourly };
    const made = await Promise.all([1, 2, 3].map(() => gatherDigest(database.pool, digest, clock.now())));
    expect(made.filter(Boolean)).toHaveLength(1);
    await Promise.all([start(), start()].map((notifier) => notifier.wake()));
    await attempted(1);
    await sleep(50);
    expect(mailbox.received).toHaveLength(1);
    expect((await statuses(id)).filter((status) => status !== 'gathered')).toEqual(['delivered']);
  });

  it('lose nothing when a process is killed while it gathers', async () => {
    const id = await subscribe();
    await desk.owe(3);
    clock.advance({ hours: 1 });
    await database.pool.query(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$`,
    );
    await database.pool.query(`CREATE TRIGGER die BEFORE INSERT ON events FOR EACH ROW
      WHEN (NEW.type = 'subscription.digest') EXECUTE FUNCTION die()`);
    const digest = { tenantId: desk.tenantId, subscriptionId: id, digest: hourly };
    await expect(gatherDigest(database.pool, digest, clock.now())).rejects.toThrow('killed');
    await database.pool.query('DROP TRIGGER die ON events');
    expect(await statuses(id)).toEqual(['pending', 'pending', 'pending']);
    await start().wake();
    await attempted(1);
    expect(mailbox.received).toHaveLength(1);
  });

  it('are repeated like any other delivery, with what they have', async () => {
    await subscribe();
    await desk.owe(2);
    mailbox.judge = () => ({ code: 451, message: 'later' });
    clock.advance({ hours: 1 });
    const notifier = start();
    await notifier.wake();
    await attempted(1);
    await desk.owe(1);
    mailbox.judge = () => null;
    clock.advance({ minutes: 1 });
    await notifier.wake();
    await attempted(2);
    expect(desk.results).toEqual(['failed retry', 'delivered delivered']);
    expect(mailbox.received[0]!.text).toContain('Digest: 2 ended');
  });

  it('can be asked for again in parts, and are recovered when they were given up', async () => {
    const id = await subscribe();
    await desk.owe(2);
    clock.advance({ hours: 1 });
    const digest = { tenantId: desk.tenantId, subscriptionId: id, digest: hourly };
    await gatherDigest(database.pool, digest, clock.now());
    const [part] = (await desk.deliveries(id)).filter(({ status }) => status === 'gathered');
    await database.pool.query(
      `UPDATE deliveries SET status = 'dead', due_at = NULL WHERE subscription_id = $1 AND status = 'pending'`,
      [id],
    );
    expect((await redeliver(database.pool, desk.tenantId, part!.id, clock.now())).outcome).toBe('due');
    const notifier = start();
    expect(await notifier.wake()).toBe(1);
    await attempted(1);
    expect(mailbox.received[0]!.text).toMatch(/^Subject: .*canceled$/m);
    const since = new Date(Date.now() - 60_000);
    const owed = await inTransaction(database.pool, (client) => recover(client, desk.tenantId, id, since, clock.now()));
    expect(owed.owed).toBe(1);
    expect(await notifier.wake()).toBe(1);
    await untilTrue('the second mail', () => mailbox.received.length === 2, { everyMs: 5 });
    expect(mailbox.received[1]!.text).toMatch(/^Subject: Digest: 1 ended$/m);
  });
});
