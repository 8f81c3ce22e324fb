import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventType } from '@adcp-orchestrator/domain';
import { Mailbox, TestClock, type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { NotifiersUnderTest } from '../../../testing/notifiers-under-test';
import { Receiver } from '../../../testing/receiver';

async function until(what: () => boolean): Promise<void> {
  const limit = Date.now() + 4_000;
  while (!what()) {
    if (Date.now() > limit) throw new Error('it did not happen within 4 s');
    await sleep(5);
  }
}

describe('people are told', () => {
  let database: TestDatabase;
  let desk: NotifiersUnderTest;
  let clock: TestClock;
  let mailbox: Mailbox;
  let chat: Server;
  let chatUrl: string;
  let written: { text: string; blocks: { type: string; elements?: { url: string }[] }[] }[];
  let answerOfChat: number | null;

  beforeAll(async () => {
    database = await createTestDatabase();
    mailbox = await Mailbox.listen();
    chat = createServer((request: IncomingMessage, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        if (answerOfChat === null) return;
        if (answerOfChat === 200) written.push(JSON.parse(body) as (typeof written)[number]);
        response.writeHead(answerOfChat).end('ok');
      });
    });
    await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
    chatUrl = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/services/T0/B0/secret`;
  });
  afterAll(async () => {
    chat.closeAllConnections();
    await new Promise((resolve) => chat.close(resolve));
    await mailbox.close();
    await database.drop();
  });
  beforeEach(async () => {
    clock = new TestClock(new Date());
    desk = new NotifiersUnderTest(database.pool, clock);
    await desk.open();
    mailbox.received.length = 0;
    mailbox.judge = () => null;
    written = [];
    answerOfChat = 200;
  });
  afterEach(async () => {
    await desk.close();
    await database.pool.query(`UPDATE deliveries SET due_at = NULL, status = 'dead' WHERE status = 'pending'`);
  });
  const start = (limits: { totalLimitMs?: number } = {}) => desk.startNotifier({ smtpUrl: mailbox.url, ...limits });

  it('by mail and in Slack, about the publisher by its name, with a way to the operation', async () => {
    await desk.subscribePerson('email', 'ana@desk.example');
    await desk.subscribePerson('slack', chatUrl);
    await desk.owe(1);
    await start().wake();
    await until(() => desk.results.length === 2);
    expect(desk.results).toEqual(['delivered delivered', 'delivered delivered']);
    const [mail] = mailbox.received;
    expect(mail!.to).toEqual(['ana@desk.example']);
    expect(mail!.text).toMatch(/^Subject: .*create media buy/m);
    expect(mail!.text).toContain('Publisher:');
    const button = written[0]!.blocks.find(({ type }) => type === 'actions');
    expect(button!.elements![0]!.url).toMatch(/^https:\/\/desk\.example\/operations\/[0-9a-f-]{36}$/);
  });

  it('only of the seller and the user that their subscription names', async () => {
    await desk.subscribePerson('email', 'acme@desk.example', { sellerId: 'acme' });
    await desk.subscribePerson('email', 'other@desk.example', { sellerId: 'other' });
    await desk.subscribePerson('email', 'trader@desk.example', { userId: 'trader@desk' });
    await desk.subscribePerson('email', 'ben@desk.example', { userId: 'ben@desk' });
    await desk.subscribePerson('email', 'types@desk.example', { events: [EventType.created] });
    await desk.owe(1);
    expect(await start().wake()).toBe(2);
    await until(() => desk.results.length === 2);
    expect(mailbox.received.flatMap(({ to }) => to).sort()).toEqual(['acme@desk.example', 'trader@desk.example']);
  });

  it('once of one turn, whatever subscriptions the address has, and about the last of its events', async () => {
    const all = await desk.subscribePerson('email', 'ana@desk.example');
    const again = await desk.subscribePerson('email', 'ana@desk.example', { sellerId: 'acme' });
    const webhook = await Receiver.listen();
    const system = await desk.subscribe(webhook);
    await desk.oweTwoOfOneTurn();
    const owed = await Promise.all([all, again, system].map((id) => desk.deliveries(id)));
    expect(owed.map((each) => each.length)).toEqual([1, 0, 2]);
    await start().wake();
    await until(() => desk.results.length === 3);
    expect(mailbox.received.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])).toEqual([
      expect.stringMatching(/delivers$/),
    ]);
    await webhook.close();
  });

  it('while a mail server and a chat hang, and delay neither systems nor each other', async () => {
    mailbox.judge = () => 'hang';
    answerOfChat = null;
    for (let n = 0; n < 40; n += 1) {
      await desk.subscribePerson('email', `trader-${n}@desk.example`);
      await desk.subscribePerson('slack', `${chatUrl}${n}`);
    }
    const healthy = await Receiver.listen();
    await desk.subscribe(healthy);
    await desk.owe(10);
    const notifier = start({ totalLimitMs: 2_500 });
    await notifier.wake();
    await until(() => healthy.received.length === 10);
    // None of the 800 that hang has ended yet, so no permit of theirs was used.
    expect(desk.results.filter((result) => result.startsWith('failed'))).toEqual([]);
    // Those that were heard leave with their record. What hangs is bounded by the channel, not by the 800 that wait.
    await until(() => notifier.deliveriesInFlight <= 16 + 24);
    await healthy.close();
  });

  it('after their quiet hours, but at once of what is urgent', async () => {
    const quietHours = { time_zone: 'UTC', from: '22:00', to: '07:00' };
    clock = new TestClock(new Date('2030-01-10T23:30:00Z'));
    await desk.close();
    desk = new NotifiersUnderTest(database.pool, clock);
    await desk.open();
    const subscription = await desk.subscribePerson('email', 'ana@desk.example', { quietHours });
    const healthy = await Receiver.listen();
    await desk.subscribe(healthy);
    await desk.owe(3);
    const notifier = start();
    expect(await notifier.wake()).toBe(3);
    await until(() => healthy.unverified.length + healthy.received.length === 3);
    const waiting = await desk.deliveries(subscription);
    expect(
      waiting.map(({ due_at, lease_until, attempts, status }) => [
        due_at?.toISOString(),
        lease_until,
        attempts,
        status,
      ]),
    ).toEqual(Array.from({ length: 3 }, () => ['2030-01-11T07:00:00.000Z', null, 0, 'pending']));
    await desk.oweAttention();
    await notifier.wake();
    await until(() => mailbox.received.length === 1);
    expect(mailbox.received[0]!.text).toMatch(/^Subject: .*needs you$/m);
    clock.advance({ hours: 7, minutes: 30 });
    await notifier.wake();
    await until(() => mailbox.received.length === 4);
    await healthy.close();
  });

  it('by mail only where there is a mail server; meanwhile the mail waits', async () => {
    const subscription = await desk.subscribePerson('email', 'ana@desk.example');
    await desk.owe(1);
    await desk.startNotifier().wake();
    await until(() => desk.results.length === 1);
    const [delivery] = await desk.deliveries(subscription);
    expect(delivery).toMatchObject({ status: 'pending', last_error: expect.stringContaining('SMTP_URL') as string });
  });
});
