import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { DRAIN_SECONDS, LOG, type Log, Readiness, Shutdown } from '@adcp-orchestrator/platform';
import { DRAIN_LIMIT_MS } from './limits';

const IDLE_LOOK_MS = 100;

/**
 * The end of the public listener. Nest stops accepting connections and waits for open requests. This bounds the wait.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly readiness: Readiness,
    @Inject(LOG) private readonly log: Log,
    shutdown: Shutdown,
  ) {
    shutdown.alsoTakes(DRAIN_SECONDS);
  }

  beforeApplicationShutdown(): void {
    this.readiness.markStopping();
    const server = this.host.httpAdapter.getHttpServer() as Server;
    // An open request leaves its connection open once it is answered. Nest would wait for that connection's own time
    // limit.
    setInterval(() => {
      server.closeIdleConnections();
    }, IDLE_LOOK_MS).unref();
    setTimeout(() => {
      this.log.warn({ ms: DRAIN_LIMIT_MS }, 'requests in flight were cut off');
      server.closeAllConnections();
    }, DRAIN_LIMIT_MS).unref();
  }
}
