import { once } from 'node:events';
import { type RequestListener, type Server, createServer } from 'node:http';
import { CommandFailedError } from '../command-failed';
import { ExitCode } from '../exit-code';
import { politeFetch } from './polite-fetch';

describe('a request of the command line', () => {
  let server: Server;
  let answer: RequestListener;
  let url: string;
  let calls: string[];
  const traced: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      calls.push(`${request.method ?? ''} ${request.headers.authorization ?? ''}`);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  });
  beforeEach(() => {
    calls = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = (init: RequestInit = {}, timeoutMs = 60_000, signal = new AbortController().signal) =>
    politeFetch({ timeoutMs, signal, trace: (line) => traced.push(line) })(url, {
      headers: { authorization: 'Bearer secret' },
      ...init,
    });
  /** Answers so, in turn, and then 200. */
  const inTurn = (...statuses: number[]): RequestListener => {
    const left = [...statuses];
    return (_request, response) => {
      const status = left.shift() ?? 200;
      response.writeHead(status, status === 200 ? {} : { 'retry-after': '0' }).end('{}');
    };
  };

  it('waits as it is asked to, and tries again', async () => {
    answer = inTurn(429, 503);
    expect((await call()).status).toBe(200);
    expect(calls).toHaveLength(3);
    expect(traced.join('\n')).not.toContain('secret');
  });

  it('gives up after four tries, and at once when it would have to wait for long', async () => {
    answer = inTurn(503, 503, 503, 503, 503);
    expect((await call()).status).toBe(503);
    expect(calls).toHaveLength(4);
    calls = [];
    answer = (_request, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    expect((await call()).status).toBe(429);
    expect(calls).toHaveLength(1);
  });

  it('repeats a change after a 503 only under an idempotency key', async () => {
    answer = inTurn(503);
    expect((await call({ method: 'POST', body: '{}' })).status).toBe(503);
    answer = inTurn(503);
    expect((await call({ method: 'POST', body: '{}', headers: { 'idempotency-key': 'k' } })).status).toBe(200);
    answer = inTurn(429);
    expect((await call({ method: 'POST', body: '{}' })).status).toBe(200);
  });

  const failure = async (made: Promise<unknown>): Promise<CommandFailedError> => {
    const error: unknown = await made.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CommandFailedError);
    return error as CommandFailedError;
  };

  it('ends what takes too long, also in the middle of an answer', async () => {
    answer = () => undefined;
    expect(await failure(call({}, 200))).toMatchObject({
      exitCode: ExitCode.unreachable,
      message: expect.stringContaining('0.2 s'),
    });
    answer = (_request, response) => response.writeHead(200).write('{');
    expect(await failure(call({}, 200))).toMatchObject({ exitCode: ExitCode.unreachable });
  });

  it('takes the key nowhere else', async () => {
    answer = (_request, response) => response.writeHead(307, { location: 'http://elsewhere.example/' }).end();
    const error = await failure(call());
    expect(error).toMatchObject({
      exitCode: ExitCode.unreachable,
      message: expect.stringContaining('elsewhere.example'),
    });
    expect(calls).toHaveLength(1);
  });

  it('ends at Ctrl-C', async () => {
    answer = () => undefined;
    const stop = new AbortController();
    const made = call({}, 60_000, stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 50);
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
  });
});
