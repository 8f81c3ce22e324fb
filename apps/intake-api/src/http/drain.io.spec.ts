import { once } from 'node:events';
import { Agent, type IncomingMessage, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAdapterHost } from '@nestjs/core';
import { Readiness, Shutdown, createLogger } from '@adcp-orchestrator/platform';
import { Drain } from './drain';
import { KEEP_ALIVE_TIMEOUT_MS } from './limits';

describe('the drain', () => {
  it('answers what is in flight, and then does not wait for connections that are kept alive', async () => {
    const server = createServer((_request, response) => {
      void sleep(150).then(() => response.end('answered'));
    });
    server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const agent = new Agent({ keepAlive: true });
    const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent });
    const answer = once(request, 'response') as Promise<[IncomingMessage]>;
    await once(server, 'request');

    const host = { httpAdapter: { getHttpServer: () => server } } as unknown as HttpAdapterHost;
    const log = createLogger('test', 'silent');
    new Drain(host, new Readiness(), log, new Shutdown(log)).beforeApplicationShutdown();
    const startedAt = Date.now();
    const closed = once(server, 'close');
    server.close();
    const [response] = await answer;
    response.resume();
    expect(response.statusCode).toBe(200);
    await closed;
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    agent.destroy();
  });
});
