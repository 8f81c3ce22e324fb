import { type Server, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Mailbox } from '@adcp-orchestrator/testing';
import type { AttemptResult } from '../channel/notification-channel';
import { EmailChannel } from './email-channel';

const notification = {
  eventId: 'evt_1',
  eventType: 'operation.created',
  payload: {
    operation_id: '0190a1b2-0000-7000-8000-000000000001',
    operation_type: 'create_media_buy',
    message: 'Your media buy has been created: é',
    operation: { po_number: 'PO-1' },
  },
  sellerName: 'Acme',
};

describe('the e-mail channel', () => {
  let mailbox: Mailbox;
  beforeEach(async () => {
    mailbox = await Mailbox.listen();
  });
  afterEach(() => mailbox.close());

  const deliver = (
    given: { smtpUrl?: string; to?: string; limitMs?: number; signal?: AbortSignal } = {},
  ): Promise<AttemptResult> =>
    new EmailChannel({
      smtpUrl: given.smtpUrl ?? mailbox.url,
      from: 'Desk <desk@orchestrator.example>',
      clock: { now: () => new Date() },
      publicUrl: 'https://desk.example',
      totalLimitMs: given.limitMs ?? 30_000,
    }).deliver(notification, { to: given.to ?? 'ana@desk.example' }, given.signal ?? new AbortController().signal);

  it('sends one mail with text and HTML, under ids that stay the same', async () => {
    expect(await deliver()).toMatchObject({ result: 'delivered' });
    expect(await deliver()).toMatchObject({ result: 'delivered' });
    const [first, second] = mailbox.received;
    expect(first!.to).toEqual(['ana@desk.example']);
    expect(first!.text).toContain('Subject: Acme · create media buy · PO-1 · booked');
    expect(first!.text).toContain('From: Desk <desk@orchestrator.example>');
    expect(first!.text).toContain('References: <0190a1b2-0000-7000-8000-000000000001@orchestrator.example>');
    expect(first!.text).toContain('What to do: Nothing, unless the publisher still needs creatives.');
    expect(first!.text).toContain('<p>Your media buy has been created: é</p>');
    const idOf = (text: string) => /Message-ID: (<evt_1\.\w+@orchestrator\.example>)/i.exec(text)?.[1];
    expect(idOf(first!.text)).toBeDefined();
    expect(idOf(second!.text)).toBe(idOf(first!.text));
  });

  it.each([
    [550, 'no such user', 'refused'],
    [450, 'busy', 'failed'],
    [552, 'mailbox full', 'failed'],
  ])("reads a recipient's %i", async (code, message, result) => {
    mailbox.judge = () => ({ code, message });
    expect(await deliver()).toMatchObject({ result, error: expect.stringContaining(message) as string });
    expect(mailbox.received).toEqual([]);
  });

  it('gives up on a server that hangs, and leaves nothing behind that could still send', async () => {
    mailbox.judge = () => 'hang';
    expect(await deliver({ limitMs: 150 })).toMatchObject({
      result: 'failed',
      error: 'the receiver did not answer within 0.15 s',
    });
    const stopped = new AbortController();
    const under = deliver({ limitMs: 5_000, signal: stopped.signal });
    setTimeout(() => {
      stopped.abort();
    }, 50);
    expect(await under).toMatchObject({ result: 'failed', error: expect.stringContaining('shutdown') as string });
  });

  it('ends in the moment in which it begins, and sends nothing', async () => {
    const stopped = new AbortController();
    const under = deliver({ signal: stopped.signal });
    stopped.abort();
    expect(await under).toMatchObject({ result: 'failed', error: expect.stringContaining('shutdown') as string });
    expect(await deliver()).toMatchObject({ result: 'delivered' });
    expect([mailbox.received.length, mailbox.mostAtOnce]).toEqual([1, 1]);
  });

  it('gives up on a server that never greets, or is not there', async () => {
    const silent: Server = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const port = (silent.address() as AddressInfo).port;
    expect(await deliver({ smtpUrl: `smtp://127.0.0.1:${port}`, limitMs: 150 })).toMatchObject({ result: 'failed' });
    await new Promise((resolve) => silent.close(resolve));
    expect(await deliver({ smtpUrl: `smtp://127.0.0.1:${port}` })).toMatchObject({
      result: 'failed',
      error: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('never says a password to a server without TLS', async () => {
    const smtpUrl = mailbox.url.replace('//', '//desk:hunter2@');
    const result = await deliver({ smtpUrl });
    expect(result).toMatchObject({ result: 'failed', error: expect.stringMatching(/TLS/) as string });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(mailbox.received).toEqual([]);
  });
});
