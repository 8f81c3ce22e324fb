import { type IncomingMessage, type ServerResponse, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Agent } from 'undici';
import { systemClock } from '@adcp-orchestrator/domain';
import { createGuardedAgent } from '@adcp-orchestrator/platform';
import { untilTrue } from '@adcp-orchestrator/testing';
import type { AttemptResult } from '../channel/notification-channel';
import { createSigningSecret } from './signing-secret';
import { WebhookChannel } from './webhook-channel';

describe('the webhook channel', () => {
  const secret = createSigningSecret();
  const notification = {
    eventId: 'evt_1',
    eventType: 'operation.created',
    payload: { id: 'evt_1', message: 'é' },
    sellerName: null,
  };
  let server: Server;
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  let agent: Agent;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        answer(request, response, body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    agent = createGuardedAgent({ allowPrivateNetworks: true });
  });
  afterAll(async () => {
    await agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const deliver = (to = url, limitMs = 30_000, signal = new AbortController().signal): Promise<AttemptResult> =>
    new WebhookChannel({ agent, clock: systemClock, totalLimitMs: limitMs }).deliver(
      notification,
      { url: to, secret, previousSecret: null },
      signal,
    );

  it('posts the event as it is stored, with a signature that its receiver can verify', async () => {
    let seen: unknown;
    answer = ({ method, headers }, response, body) => {
      seen = { method, type: headers['content-type'], id: headers['webhook-id'] };
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(notification.payload);
      response.writeHead(204).end();
    };
    expect(await deliver()).toEqual({ result: 'delivered', httpStatus: 204, answer: null });
    expect(seen).toEqual({ method: 'POST', type: 'application/json', id: 'evt_1' });
  });

  it.each([
    [500, {}, { result: 'failed', retryAfterSeconds: null }],
    [404, { 'retry-after': '7' }, { result: 'failed', retryAfterSeconds: null }],
    [429, { 'retry-after': '7' }, { result: 'failed', retryAfterSeconds: 7 }],
    [503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { result: 'failed', retryAfterSeconds: 0 }],
    [503, { 'retry-after': 'soon' }, { result: 'failed', retryAfterSeconds: null }],
    [410, {}, { result: 'refused' }],
  ])('reads an answer of %i with %j', async (status, headers, expected) => {
    answer = (_request, response) => response.writeHead(status, headers).end('reason');
    expect(await deliver()).toMatchObject({ ...expected, httpStatus: status });
  });

  it('keeps the first KiB of an answer, whatever it is made of', async () => {
    answer = (_request, response) =>
      response.writeHead(500).end(Buffer.concat([Buffer.from([0xff]), Buffer.alloc(5_000, 'x')]));
    const { answer: kept } = await deliver();
    expect(kept).toBe(`\uFFFD${'x'.repeat(1_023)}`);
  });

  it('does not follow redirects', async () => {
    let hits = 0;
    answer = (_request, response) => {
      hits += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    expect(await deliver()).toMatchObject({ result: 'failed', httpStatus: 307 });
    expect(hits).toBe(1);
  });

  it('gives up on a receiver that does not answer in time', async () => {
    answer = () => undefined;
    expect(await deliver(url, 150)).toMatchObject({
      result: 'failed',
      error: 'the receiver did not answer within 0.15 s',
    });
  });

  it('reads no more of an endless answer than it must, and takes its status', async () => {
    let poured = 0;
    answer = (_request, response) => {
      response.writeHead(200);
      const pour = (): void => {
        do poured += 65_536;
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    };
    expect(await deliver()).toMatchObject({ result: 'delivered', httpStatus: 200 });
    // Whoever read on until the limit of the body would take hundreds of megabytes. What is poured stays in buffers.
    expect(poured).toBeLessThan(32 * 1_048_576);
  });

  it('takes the status of an answer whose body never ends', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-length': '10' }).write('a');
    expect(await deliver(url, 6_000)).toMatchObject({ result: 'delivered' });
    // Here the attempt ends within the body. On a machine that stands still it may end before the status has come.
    await untilTrue('a status within a second', async () => (await deliver(url, 1_000)).result === 'delivered');
  });

  it('says why nothing could be sent', async () => {
    expect(await deliver('http://127.0.0.1:1/')).toMatchObject({ result: 'failed', httpStatus: null });
    expect(await deliver('no url')).toMatchObject({ result: 'failed' });
    const guarded = createGuardedAgent({ allowPrivateNetworks: false });
    const refused = await new WebhookChannel({ agent: guarded, clock: systemClock }).deliver(
      notification,
      { url: url.replace('http:', 'https:'), secret, previousSecret: null },
      new AbortController().signal,
    );
    await guarded.destroy();
    expect(refused).toMatchObject({ result: 'failed', error: expect.stringContaining('not lead to a public address') });
    const unsigned = await new WebhookChannel({ agent, clock: systemClock }).deliver(
      notification,
      { url, secret: 'short', previousSecret: null },
      new AbortController().signal,
    );
    expect(unsigned).toMatchObject({ result: 'failed', error: expect.stringContaining('not sent') });
  });

  it('ends with the shutdown', async () => {
    answer = () => undefined;
    expect(await deliver(url, 5_000, AbortSignal.timeout(50))).toMatchObject({
      result: 'failed',
      error: expect.stringContaining('shutdown'),
    });
  });
});
