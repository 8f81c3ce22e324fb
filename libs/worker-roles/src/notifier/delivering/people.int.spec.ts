import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventType } from '@adcp-orchestrator/domain';
import { Mailbox, TestClock, type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import { NotifiersUnderTest } from '../../../testing/notifiers-under-test';
import { Receiver } from '../../../testing/receiver';

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
  const start = () => desk.startNotifier({ smtpUrl: mailbox.url });
  const attempted = (times: number) =>
    untilTrue(`${times} attempts`, () => desk.results.length === times, { everyMs: 5 });
  const mailed = (times: number) =>
    untilTrue(`${times} mails`, () => mailbox.received.length === times, { everyMs: 5 });

  it('by mail and in Slack, about the publisher by its name, with a way to the operation', async () => {
    await desk.subscribePerson('email', 'ana@desk.example');
    await desk.subscribePerson('slack', chatUrl);
    await desk.owe(1);
    await start().wake();
    await attempted(2);
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
    await attempted(2);
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
    await attempted(3);
    expect(mailbox.received.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])).toEqual([
      expect.stringMatching(/delivers$/),
    ]);
    await webhook.close();
  });

  it('while a mail server and a chat hang, and delay neither systems nor each other', async () => {
    const hanging = await Mailbox.listen();
    hanging.judge = () => 'hang';
    answerOfChat = null;
    for (let n = 0; n < 40; n += 1) {
      await desk.subscribePerson('email', `trader-${n}@desk.example`);
      await desk.subscribePerson('slack', `${chatUrl}${n}`);
    }
    const healthy = await Receiver.listen();
    await desk.subscribe(healthy);
    await desk.owe(10);
    const notifier = desk.startNotifier({ smtpUrl: hanging.url, totalLimitMs: 60_000 });
    try {
      await notifier.wake();
      await untilTrue('the webhooks', () => healthy.received.length === 10, { everyMs: 5 });
      // None of the 800 that hang has ended yet, so no permit of theirs was used.
      expect(desk.results.filter((result) => result.startsWith('failed'))).toEqual([]);
      // Those that were heard leave with their record. What hangs is bounded by the channel, not by the 800 that wait.
      await untilTrue('the channels to be left', () => notifier.deliveriesInFlight <= 16 + 24, { everyMs: 5 });
    } finally {
      // Nobody waits for the limit of what hangs.
      await notifier.stopClaiming();
      await hanging.close();
      await healthy.close();
    }
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
    await untilTrue('the webhooks', () => healthy.unverified.length + healthy.received.length === 3, { everyMs: 5 });
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
    await mailed(1);
    expect(mailbox.received[0]!.text).toMatch(/^Subject: .*needs you$/m);
    clock.advance({ hours: 7, minutes: 30 });
    await notifier.wake();
    await mailed(4);
    await healthy.close();
  });

  it('by mail only where there is a mail server; meanwhile the mail waits', async () => {
    const subscription = await desk.subscribePerson('email', 'ana@desk.example');
    await desk.owe(1);
    await desk.startNotifier().wake();
    await attempted(1);
    const [delivery] = await desk.deliveries(subscription);
    expect(delivery).toMatchObject({ status: 'pending', last_error: expect.stringContaining('SMTP_URL') as string });
  });
});
