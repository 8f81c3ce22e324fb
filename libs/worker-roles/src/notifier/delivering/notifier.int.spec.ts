import type { ServerResponse } from 'node:http';
import { EventType } from '@adcp-orchestrator/domain';
import {
  claimDueDeliveries,
  deleteOldAnswers,
  deleteSubscription,
  findSubscription,
  forgetRotatedSecrets,
  recordAttempts,
  redeliver,
} from '@adcp-orchestrator/ledger';
import { ATTEMPTS_IN_RUN } from '@adcp-orchestrator/notifications';
import { TestClock, type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import { NotifiersUnderTest } from '../../../testing/notifiers-under-test';
import { Receiver } from '../../../testing/receiver';

/** Waits for what a notifier does in the background. */
const until = (what: string, happened: () => boolean | Promise<boolean>): Promise<void> =>
  untilTrue(what, happened, { everyMs: 5 });

describe('the notifier', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: NotifiersUnderTest;
  let receivers: Receiver[];
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    // The receivers check the timestamps of the signatures by the real clock.
    clock = new TestClock(new Date());
    desk = new NotifiersUnderTest(database.pool, clock);
    receivers = [];
    await desk.open();
  });
  afterEach(async () => {
    await Promise.all(receivers.map((receiver) => receiver.close()));
    await desk.close();
    await database.pool.query(`UPDATE deliveries SET due_at = NULL, status = 'dead' WHERE status = 'pending'`);
  });

  async function receiver(): Promise<Receiver> {
    const made = await Receiver.listen();
    receivers.push(made);
    return made;
  }
  const attempted = (times: number) => until(`${times} attempts`, () => desk.results.length === times);

  it('delivers a signed event to every subscription that wants it', async () => {
    const [all, some, other] = [await receiver(), await receiver(), await receiver()];
    const subscription = await desk.subscribe(all);
    await desk.subscribe(some, [EventType.canceled]);
    await desk.subscribe(other, [EventType.created]);
    await desk.owe(1);
    expect(await desk.startNotifier().wake()).toBe(2);
    await attempted(2);
    expect([all.received.length, some.received.length, other.received.length]).toEqual([1, 1, 0]);
    const [notification] = all.received;
    expect(notification!.payload).toMatchObject({
      id: notification!.id,
      type: 'operation.canceled',
      sequence: 1,
      user_id: 'trader@desk',
    });
    const [delivery] = await desk.deliveries(subscription);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 1, due_at: null, last_error: null });
    expect(await desk.attempts(delivery!.id)).toEqual([{ attempt: 1, http_status: 200, error: null }]);
  });

  it('tries again with backoff, under the same id, and records every attempt', async () => {
    const flaky = await receiver();
    flaky.respond = (response) => response.writeHead(flaky.received.length < 3 ? 500 : 204).end();
    const subscription = await desk.subscribe(flaky);
    await desk.owe(1);
    const notifier = desk.startNotifier();
    await notifier.wake();
    await attempted(1);
    const [first] = await desk.deliveries(subscription);
    expect(first).toMatchObject({ status: 'pending', last_error: 'the receiver answered 500' });
    expect(first!.due_at!.getTime() - clock.now().getTime()).toBe(5_000);
    clock.advance({ seconds: 4 });
    expect(await notifier.wake()).toBe(0);
    for (const [attempts, seconds] of [
      [2, 1],
      [3, 30],
    ] as const) {
      clock.advance({ seconds });
      await notifier.wake();
      await attempted(attempts);
    }
    const [delivery] = await desk.deliveries(subscription);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 3, last_error: null });
    expect((await desk.attempts(delivery!.id)).map(({ http_status }) => http_status)).toEqual([500, 500, 204]);
    expect(new Set(flaky.received.map(({ id }) => id)).size).toBe(1);
  });

  it('waits as long as the receiver asks', async () => {
    const busy = await receiver();
    busy.respond = (response) => response.writeHead(429, { 'retry-after': '120' }).end();
    const subscription = await desk.subscribe(busy);
    await desk.owe(1);
    await desk.startNotifier().wake();
    await attempted(1);
    const [delivery] = await desk.deliveries(subscription);
    expect(delivery!.due_at!.getTime() - clock.now().getTime()).toBe(120_000);
  });

  /**
   * A delivery to a failing receiver, before the last attempt of its run. The schedule's own tests cover the pauses
   * before it.
   */
  async function lastAttemptDue() {
    const down = await receiver();
    down.respond = (response) => response.writeHead(503).end();
    const subscription = await desk.subscribe(down);
    await desk.owe(1);
    const [delivery] = await desk.deliveries(subscription);
    await database.pool.query('UPDATE deliveries SET attempts = $2 WHERE id = $1', [delivery!.id, ATTEMPTS_IN_RUN - 1]);
    return { down, subscription, delivery };
  }

  it('gives a redelivery a whole run of retries, wherever the run before had come to', async () => {
    const { subscription, delivery } = await lastAttemptDue();
    await redeliver(database.pool, desk.tenantId, delivery!.id, clock.now());
    await desk.startNotifier().wake();
    await attempted(1);
    expect(desk.results).toEqual(['failed retry']);
    const [again] = await desk.deliveries(subscription);
    expect(again!.due_at!.getTime() - clock.now().getTime()).toBeLessThanOrEqual(5_000);
  });

  it('sends again at once what was asked for again during an attempt that failed: the last of its run', async () => {
    const given = { answer: 503, attempts: ATTEMPTS_IN_RUN - 1 };
    const target = await receiver();
    const subscription = await desk.subscribe(target);
    await desk.owe(1);
    const [delivery] = await desk.deliveries(subscription);
    await database.pool.query('UPDATE deliveries SET attempts = $2 WHERE id = $1', [delivery!.id, given.attempts]);
    target.respond = (response) => {
      target.respond = (later) => later.writeHead(200).end();
      clock.advance({ seconds: 1 });
      void redeliver(database.pool, desk.tenantId, delivery!.id, clock.now()).then(() =>
        response.writeHead(given.answer).end(),
      );
    };
    const notifier = desk.startNotifier();
    await notifier.wake();
    await attempted(1);
    await notifier.wake();
    await attempted(2);
    expect((await desk.deliveries(subscription))[0]).toMatchObject({
      status: 'delivered',
      attempts: given.attempts + 2,
      attempts_before_run: given.attempts + 1,
    });
  });

  it('lays a delivery that fails for three days among the dead, from where it can be redelivered', async () => {
    const { down, subscription, delivery } = await lastAttemptDue();
    const notifier = desk.startNotifier();
    await notifier.wake();
    await attempted(1);
    expect(desk.results).toEqual(['failed dead']);
    expect((await desk.deliveries(subscription))[0]).toMatchObject({ status: 'dead', due_at: null });
    clock.advance({ minutes: 2 });
    expect(await notifier.wake()).toBe(0);

    // It gets a whole run again, not just one attempt.
    expect((await redeliver(database.pool, desk.tenantId, delivery!.id, clock.now())).outcome).toBe('due');
    await notifier.wake();
    await attempted(2);
    expect(desk.results[1]).toBe('failed retry');
    down.respond = (response) => response.writeHead(200).end();
    await redeliver(database.pool, desk.tenantId, delivery!.id, clock.now());
    await notifier.wake();
    await attempted(3);
    expect((await desk.deliveries(subscription))[0]).toMatchObject({ status: 'delivered', last_error: null });
    expect(new Set(down.received.map(({ id }) => id)).size).toBe(1);
    expect((await desk.attempts(delivery!.id)).map(({ attempt }) => attempt)).toEqual([14, 15, 16]);
  });

  it('keeps what the receiver answered, and deletes it after 30 days', async () => {
    const chatty = await receiver();
    chatty.respond = (response) => response.writeHead(200).end('x'.repeat(3_000));
    await desk.subscribe(chatty);
    await desk.owe(1);
    await desk.startNotifier().wake();
    await attempted(1);
    const answers = async () =>
      (
        await database.pool.query<{ answer: string }>('SELECT answer FROM attempt_answers WHERE tenant_id = $1', [
          desk.tenantId,
        ])
      ).rows;
    expect(await answers()).toEqual([{ answer: 'x'.repeat(1_024) }]);
    await deleteOldAnswers(database.pool, new Date(Date.now() + 29 * 86_400_000), 10);
    expect(await answers()).toHaveLength(1);
    await deleteOldAnswers(database.pool, new Date(Date.now() + 31 * 86_400_000), 10);
    expect(await answers()).toEqual([]);
  });

  it('signs with both secrets after a rotation, until the overlap is over', async () => {
    const [before, after] = [await receiver(), await receiver()];
    const subscription = await desk.subscribe(before);
    await desk.rotate(subscription, after.secret, new Date(clock.now().getTime() + 60_000));
    await desk.owe(1);
    const notifier = desk.startNotifier();
    await notifier.wake();
    await attempted(1);
    expect([before.received.length, before.unverified]).toEqual([1, []]);
    await desk.point(subscription, after);
    await desk.owe(1);
    await notifier.wake();
    await attempted(2);
    expect([after.received.length, after.unverified]).toEqual([1, []]);
    clock.advance({ minutes: 2 });
    await desk.point(subscription, before);
    await desk.owe(1);
    await notifier.wake();
    await attempted(3);
    expect(before.unverified).toHaveLength(1);
    expect(await forgetRotatedSecrets(database.pool, clock.now(), 10)).toBe(1);
  });

  it('disables the subscription of a receiver that is gone, and gives up what it is owed besides', async () => {
    const gone = await receiver();
    gone.respond = (response) => response.writeHead(410).end('no more');
    const subscription = await desk.subscribe(gone);
    await desk.owe(3);
    const notifier = desk.startNotifier({ perSubscription: 1 });
    await notifier.wake();
    await until('all to be dead', async () =>
      (await desk.deliveries(subscription)).every(({ status }) => status === 'dead'),
    );
    expect((await desk.deliveries(subscription)).map(({ last_error }) => last_error).sort()).toEqual([
      'the receiver answered 410 Gone: it wants no notifications',
      'the subscription is disabled',
      'the subscription is disabled',
    ]);
    expect(await findSubscription(database.pool, desk.tenantId, subscription)).toMatchObject({
      disabled_at: expect.any(Date) as Date,
      disabled_reason: expect.stringContaining('410') as string,
    });
    await desk.owe(1);
    expect(await desk.deliveries(subscription)).toHaveLength(3);
    const [delivery] = await desk.deliveries(subscription);
    expect((await redeliver(database.pool, desk.tenantId, delivery!.id, clock.now())).outcome).toBe('disabled');
  });

  it('gives up at once on a receiver that is gone', async () => {
    const gone = await receiver();
    gone.respond = (response) => response.writeHead(410).end();
    const subscription = await desk.subscribe(gone);
    await desk.owe(1);
    await desk.startNotifier().wake();
    await attempted(1);
    expect((await desk.deliveries(subscription))[0]).toMatchObject({ status: 'dead', attempts: 1 });
  });

  it('never sends the same delivery twice at once, however many notifiers there are', async () => {
    const slow = await receiver();
    slow.respond = (response) => setTimeout(() => response.writeHead(200).end(), 20);
    const subscription = await desk.subscribe(slow);
    await desk.owe(40);
    const notifiers = Array.from({ length: 4 }, () => desk.startNotifier());
    await Promise.all(notifiers.flatMap((notifier) => [notifier.wake(), notifier.wake()]));
    await attempted(40);
    expect(slow.received).toHaveLength(40);
    expect(slow.mostAtOnceForOne).toBe(1);
    expect(new Set(slow.received.map(({ id }) => id)).size).toBe(40);
    expect(
      (await desk.deliveries(subscription)).every(({ status, attempts }) => status === 'delivered' && attempts === 1),
    ).toBe(true);
  });

  it('keeps within the permits of the process and of one subscription', async () => {
    const slow = await receiver();
    // The first three wait for each other, so that they are here at the same time on any machine.
    const first: ServerResponse[] = [];
    slow.respond = (response) => {
      first.push(response);
      if (first.length < 3) return;
      slow.respond = (later) => setTimeout(() => later.writeHead(200).end(), 10);
      for (const each of first) each.writeHead(200).end();
    };
    await desk.subscribe(slow);
    await desk.owe(20);
    const notifier = desk.startNotifier({ permits: 8, perSubscription: 3 });
    await notifier.wake();
    expect(notifier.deliveriesInFlight).toBe(3);
    await attempted(20);
    expect(slow.mostAtOnce).toBe(3);
  });

  it('lets no receiver that hangs delay the others', async () => {
    const hanging = await Promise.all(Array.from({ length: 3 }, () => receiver()));
    const held: ServerResponse[] = [];
    for (const each of hanging) {
      each.respond = (response) => held.push(response);
      await desk.subscribe(each);
    }
    await desk.owe(30);
    const healthy = await receiver();
    const subscription = await desk.subscribe(healthy);
    await desk.owe(30);
    const failures = () => desk.results.filter((result) => result.startsWith('failed'));
    const notifier = desk.startNotifier({ permits: 16, perSubscription: 4 });
    await notifier.wake();
    await until('the healthy one to have all', () => healthy.received.length === 30);
    // What hangs had not ended by then, so nothing waited for it.
    expect(failures()).toEqual([]);
    await until('its deliveries to be recorded', async () =>
      (await desk.deliveries(subscription)).every(({ status }) => status === 'delivered'),
    );
    await until('all that may hang to hang', () => held.length === 12);
    for (const response of held.splice(0)) response.destroy();
    // They are now known to hang, so together they get a quarter of the permits.
    await until('their failures', () => failures().length >= 12);
    await until('a quarter of the permits to be in use', () => notifier.deliveriesInFlight <= 4);
  });

  it('looks past any number of subscriptions that may have nothing claimed', async () => {
    const healthy = await receiver();
    const subscription = await desk.subscribe(healthy);
    await desk.owe(1);
    const [owed] = await desk.deliveries(subscription);
    // The ids of these come first, and each has something due that another notifier is sending.
    await database.pool.query(
      `WITH hanging AS (
         INSERT INTO subscriptions (id, tenant_id, url, secret_sealed)
         SELECT lpad(n::text, 32, '0')::uuid, $1, 'http://127.0.0.1:1', '' FROM generate_series(1, 1200) n RETURNING id
       )
       INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, due_at, lease_until, created_at)
       SELECT id, $1, $3, id, 'pending', $2, now() + interval '1 minute', $2 FROM hanging`,
      [desk.tenantId, clock.now().toISOString(), owed!.event_id],
    );
    const notifier = desk.startNotifier();
    expect(await notifier.wake()).toBe(1);
    await attempted(1);
    expect(desk.results).toEqual(['delivered delivered']);

    // And once more: the first of them are free now, and the last look had ended at the last of them.
    await database.pool.query(`UPDATE deliveries SET lease_until = NULL WHERE subscription_id = $1`, [
      '00000000-0000-0000-0000-000000000001',
    ]);
    await notifier.wake();
    await attempted(2);
  });

  it('takes over what a notifier that died had claimed, when its lease ends', async () => {
    const alive = await receiver();
    const subscription = await desk.subscribe(alive);
    await desk.owe(1);
    const claim = {
      limit: 16,
      perSubscription: 4,
      busy: new Map<string, number>(),
      failing: new Set<string>(),
      failingLimit: 4,
      forChannel: {},
      now: clock.now(),
      after: null,
    };
    const { deliveries } = await claimDueDeliveries(database.pool, { ...claim, leaseSeconds: 60 });
    const [zombie] = deliveries;
    const notifier = desk.startNotifier();
    expect(await notifier.wake()).toBe(0);
    await database.pool.query(`UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`, [
      zombie!.id,
    ]);
    expect(await notifier.wake()).toBe(1);
    await attempted(1);
    // The notifier taken for dead was only slow. Its own failure changes nothing, and is kept.
    const late = {
      tenantId: zombie!.tenantId,
      deliveryId: zombie!.id,
      claimed: zombie!.claimed,
      at: clock.now(),
      durationMs: 1,
      answer: null,
      gone: false,
      url: alive.url,
    };
    const failed = { ...late, httpStatus: null, error: 'cut off', next: { status: 'dead' as const } };
    const heard = { ...late, httpStatus: 200, error: null, next: { status: 'delivered' as const } };
    expect(await recordAttempts(database.pool, [failed, heard])).toEqual(['delivered', 'delivered']);
    const [delivery] = await desk.deliveries(subscription);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 3, last_error: null });
    expect(await desk.attempts(delivery!.id)).toHaveLength(3);
  });

  it('sends nothing to a deleted subscription', async () => {
    const left = await receiver();
    const subscription = await desk.subscribe(left);
    await desk.owe(1);
    await database.pool.query('UPDATE subscriptions SET deleted_at = now() WHERE id = $1', [subscription]);
    expect(await desk.startNotifier().wake()).toBe(0);
    expect((await desk.deliveries(subscription))[0]).toMatchObject({
      status: 'dead',
      last_error: 'the subscription was deleted',
    });
    expect(await deleteSubscription(database.pool, desk.tenantId, subscription)).toBe(false);
    expect(left.received).toEqual([]);
  });

  it('finishes what is under way when it stops, and claims no more', async () => {
    const slow = await receiver();
    slow.respond = (response) => setTimeout(() => response.writeHead(200).end(), 100);
    const subscription = await desk.subscribe(slow);
    await desk.owe(6);
    const notifier = desk.startNotifier({ perSubscription: 4 });
    await notifier.wake();
    await notifier.stopClaiming();
    await notifier.finish();
    expect(desk.results).toEqual(Array.from({ length: 4 }, () => 'delivered delivered'));
    expect(await notifier.wake()).toBe(0);
    const waiting = (await desk.deliveries(subscription)).filter(({ status }) => status === 'pending');
    expect(waiting.map(({ lease_until }) => lease_until)).toEqual([null, null]);
  });

  describe('that the gate of its process hands deliveries to', () => {
    it('sends them without a claim, with what a claim would have brought', async () => {
      const [first, second] = [await receiver(), await receiver()];
      const subscription = await desk.subscribe(first);
      const rotated = await desk.subscribe(second);
      await desk.rotate(rotated, second.secret, new Date(clock.now().getTime() + 60_000));
      const notifier = desk.startNotifier();
      desk.handTo(notifier);
      await desk.owe(2);
      // One of each event: the other finds no room, and is claimed.
      await until('the first attempts', () => desk.results.length >= 2);
      await notifier.wake();
      await attempted(4);
      for (const each of [subscription, rotated]) {
        const deliveries = await desk.deliveries(each);
        expect(deliveries.map(({ status, attempts, lease_until }) => ({ status, attempts, lease_until }))).toEqual([
          { status: 'delivered', attempts: 1, lease_until: null },
          { status: 'delivered', attempts: 1, lease_until: null },
        ]);
      }
      expect(await notifier.wake()).toBe(0);
      const stored = await database.pool.query<{ payload: unknown }>(
        'SELECT payload FROM events WHERE tenant_id = $1 ORDER BY id',
        [desk.tenantId],
      );
      for (const each of [first, second]) {
        const told = [...each.received].sort((left, right) => (left.id < right.id ? -1 : 1));
        expect(told.map(({ payload }) => payload)).toEqual(stored.rows.map(({ payload }) => payload));
      }
    });

    it('retries one that failed as any other', async () => {
      const flaky = await receiver();
      flaky.respond = (response) => response.writeHead(flaky.received.length < 2 ? 500 : 204).end();
      const subscription = await desk.subscribe(flaky);
      const notifier = desk.startNotifier();
      desk.handTo(notifier);
      await desk.owe(1);
      await attempted(1);
      expect((await desk.deliveries(subscription))[0]).toMatchObject({
        status: 'pending',
        attempts: 1,
        lease_until: null,
      });
      clock.advance({ seconds: 5 });
      expect(await notifier.wake()).toBe(1);
      await attempted(2);
      expect((await desk.deliveries(subscription))[0]).toMatchObject({ status: 'delivered', attempts: 2 });
      // To the byte, though the second came from the database: a receiver may compare what it gets under one id.
      expect(new Set(flaky.received.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
    });

    it('is left the deliveries of a receiver that fails, and those beyond its limit, to claim', async () => {
      const [failing, good] = [await receiver(), await receiver()];
      failing.respond = (response) => response.writeHead(500).end();
      const bad = await desk.subscribe(failing, [EventType.canceled]);
      const notifier = desk.startNotifier({ permits: 4, perSubscription: 1 });
      desk.handTo(notifier);
      await desk.owe(1);
      await attempted(1);
      await until('nothing to be under way', () => notifier.deliveriesInFlight === 0);
      const room = notifier.reserve(9)!;
      expect([room.most, room.perSubscription, room.less.get(bad)]).toEqual([3, 1, 0]);
      notifier.take(room, []);
      const held: (() => void)[] = [];
      good.respond = (response) => {
        held.push(() => response.writeHead(204).end());
      };
      const slow = await desk.subscribe(good, [EventType.canceled]);
      await desk.owe(2);
      await until('the first delivery', () => good.received.length === 1);
      expect((await desk.deliveries(slow)).filter(({ lease_until }) => lease_until !== null)).toHaveLength(1);
      for (const end of held) end();
      good.respond = (response) => response.writeHead(204).end();
      await until('the rest', async () => {
        await notifier.wake();
        return (await desk.deliveries(slow)).every(({ status }) => status === 'delivered');
      });
    });

    it('is handed nothing that quiet hours or a digest delay, and no mail', async () => {
      const mail = await desk.subscribePerson('email', 'trader@desk.example');
      const notifier = desk.startNotifier({ smtpUrl: 'smtp://127.0.0.1:1' });
      desk.handTo(notifier);
      await desk.owe(1);
      expect((await desk.deliveries(mail))[0]).toMatchObject({ status: 'pending', attempts: 0, lease_until: null });
      expect(notifier.deliveriesInFlight).toBe(0);
    });

    it('takes none once it has stopped, and gives back what a commit had leased for it', async () => {
      const quiet = await receiver();
      const subscription = await desk.subscribe(quiet);
      const stopping = desk.startNotifier();
      desk.handTo({
        reserve: (wanted) => stopping.reserve(wanted),
        take: (room, deliveries) => {
          void stopping.stopClaiming();
          stopping.take(room, deliveries);
        },
      });
      await desk.owe(1);
      await until('the lease to end', async () => (await desk.deliveries(subscription))[0]?.lease_until === null);
      expect(quiet.received).toEqual([]);
      await desk.owe(1);
      expect((await desk.deliveries(subscription)).map(({ lease_until }) => lease_until)).toEqual([null, null]);
      expect(await desk.startNotifier().wake()).toBe(2);
      await attempted(2);
    });
  });
});
