import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { freePort } from '@adcp-orchestrator/testing';
import { addressOf, waitForDatastores } from './reachable';

interface Problem {
  name: string;
  message: string;
  hint: string;
}

/** A server that accepts connections, and does with each what the test says. */
async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(onConnection);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, port: (server.address() as AddressInfo).port };
}

/** Gives up at the second attempt: the clock is put forward once somebody was told of the first. */
async function problemOf(env: NodeJS.ProcessEnv, said: string[] = []): Promise<Problem> {
  const timeoutMs = 60_000;
  const now = Date.now;
  let skippedMs = 0;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + skippedMs);
  const say = (line: string) => {
    said.push(line);
    skippedMs = timeoutMs;
  };
  try {
    await waitForDatastores({ env, say, timeoutMs });
  } catch (error) {
    return error as Problem;
  } finally {
    clock.mockRestore();
  }
  throw new Error('they answered');
}

describe('a datastore that does not answer', () => {
  it.each([
    ['REDIS_URL', 'redis', 'the queues in Postgres'],
    ['DATABASE_URL', 'postgres', 'an embedded Postgres'],
  ])('is named by %s, by its address without the password, and by the way out', async (variable, protocol, wayOut) => {
    const port = await freePort();
    const said: string[] = [];
    const url = `${protocol}://someone:hunter2@127.0.0.1:${port}/0?option=hunter2`;
    const { name, message, hint } = await problemOf({ [variable]: url }, said);
    expect(name).toBe('ProvisioningError');
    expect(message).toContain(variable);
    expect(message).toContain(`${protocol}://127.0.0.1:${port}/0`);
    expect(message).toContain('did not answer within 60 s');
    expect(message).toContain('ECONNREFUSED');
    expect(hint).toContain(variable);
    expect(hint).toContain(wayOut);
    expect(said).toEqual([expect.stringContaining(variable)]);
    expect([message, hint, ...said].join()).not.toMatch(/hunter2|someone/);
  });

  it('is waited for while it starts', async () => {
    const port = await freePort();
    let started: Server | undefined;
    const waiting = waitForDatastores({
      env: { REDIS_URL: `redis://127.0.0.1:${port}` },
      timeoutMs: 60_000,
      say: () => {
        // Answers just enough to pass for a Redis: OK to the greeting, and PONG to the rest.
        started = createServer((socket) =>
          socket.on('data', (data) => {
            for (const line of data.toString().split('\r\n')) {
              if (/^ping$/i.test(line)) socket.write('+PONG\r\n');
              else if (/^(info|client)$/i.test(line)) socket.write('+OK\r\n');
            }
          }),
        ).listen(port, '127.0.0.1');
      },
    });
    await waiting;
    expect(started).toBeDefined();
    await new Promise((closed) => started?.close(closed));
  });

  it('is given up at once when it refuses the password', async () => {
    const { server, port } = await listen((socket) => {
      socket.on('data', () => socket.write('-WRONGPASS invalid username-password pair or user is disabled.\r\n'));
      socket.on('error', () => undefined);
    });
    const problem = waitForDatastores({
      env: { REDIS_URL: `redis://:hunter2@127.0.0.1:${port}` },
      say: () => undefined,
      timeoutMs: 120_000,
    });
    await expect(problem).rejects.toThrow(/REDIS_URL names, does not let us in: WRONGPASS/);
    await new Promise((closed) => server.close(closed));
  });

  it('is passed over where none is named, or what names it is no URL', async () => {
    await waitForDatastores({ env: { REDIS_URL: 'redis' }, say: () => undefined });
    expect(addressOf('postgres://u:p@db:5432/adcp?sslmode=require')).toBe('postgres://db:5432/adcp');
  });
});
