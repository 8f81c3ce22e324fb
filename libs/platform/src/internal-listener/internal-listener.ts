import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { HealthPath } from '../health/paths';
import { type Readiness, probeStatusOf } from '../health/readiness';
import type { Log } from '../logging/create-logger';
import { TimeLimitExceededError, within } from '../timing/within';

const METRICS_LIMIT_MS = 4_000;

export class InternalPortTakenError extends Error {
  override readonly name = 'InternalPortTakenError';
}

/**
 * Probes and metrics of one process, on a port of its own that is not for the public: `/healthz` (the process answers),
 * `/readyz` (what it needs is there), `/metrics` (Prometheus text).
 */
export class InternalListener {
  private readonly server: Server;

  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Registry,
    private readonly log: Log,
    /** Called with the port once it is open. */
    private readonly onListening: (port: number) => void = () => undefined,
  ) {
    this.server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        this.log.error({ err: error, path: request.url }, 'the internal listener could not answer');
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    });
  }

  /**
   * @param port 0 takes any free port
   * @returns the port it listens on, which the log line names too
   * @throws InternalPortTakenError when another process has the port
   */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'EADDRINUSE'
            ? new InternalPortTakenError(
                `INTERNAL_PORT ${port} on ${host} is taken by another process: give another port, or 0 for any free one`,
              )
            : error,
        );
      });
      this.server.listen(port, host, resolve);
    });
    const { port: taken } = this.server.address() as AddressInfo;
    this.log.info({ host, port: taken }, 'internal listener');
    this.onListening(taken);
    return taken;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    switch (request.url?.split('?')[0]) {
      case HealthPath.live:
        sendJson(response, 200, { status: 'ok' });
        return;
      case HealthPath.ready: {
        const report = await this.readiness.report();
        sendJson(response, probeStatusOf(report), report);
        return;
      }
      case HealthPath.metrics:
        await this.sendMetrics(response);
        return;
      default:
        sendJson(response, 404, { status: 'not_found', paths: Object.values(HealthPath) });
    }
  }

  private async sendMetrics(response: ServerResponse): Promise<void> {
    try {
      const text = await within(this.metrics.metrics(), METRICS_LIMIT_MS, 'collecting the metrics');
      response.writeHead(200, { 'content-type': this.metrics.contentType }).end(text);
    } catch (error) {
      if (!(error instanceof TimeLimitExceededError)) throw error;
      sendJson(response, 503, { status: 'timeout', detail: error.message });
    }
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
