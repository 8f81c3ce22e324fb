import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prepareSdk } from './adcp-v3/server';
import { ControlApi } from './control/control-api';
import { FaultPlan } from './http/fault-plan';
import { HttpRequestError, sendJson } from './http/http';
import { McpEndpoint } from './http/mcp-endpoint';
import { Outages } from './http/outages';
import { route, type RouterParts } from './http/router';
import type { SandboxSellerOptions } from './options';
import { Publisher } from './publisher/publisher';
import { Sellers } from './sellers';
import { Journal } from './state/journal';
import { Store } from './state/store';
import { WebhookAnnouncer } from './webhooks/announcer';
import { DeliveryLog } from './webhooks/deliveries';
import { loadSigningKey } from './webhooks/signing-key';

export type { SandboxSellerOptions } from './options';

/** A sandbox that listens. */
export interface SandboxSeller {
  /** Base URL, without a path: `http://127.0.0.1:4100`. */
  url: string;
  port: number;
  /** Stops listening, and drops open connections, timers and webhooks. The journal stays. */
  close(): Promise<void>;
}

/** The port is taken, or the interface is not ours. */
export class ListenFailedError extends Error {
  constructor(host: string, port: number, reason: string) {
    super(
      `cannot listen on ${host}:${port}: ${reason}; set HOST and PORT to something free (PORT=0 takes any free port)`,
    );
    this.name = 'ListenFailedError';
  }
}

function fail(res: ServerResponse, error: unknown): void {
  if (error instanceof HttpRequestError) {
    sendJson(res, error.status, { error: error.message }, error.headers);
    return;
  }
  console.error('sandbox-seller: a request failed unexpectedly:', error);
  sendJson(res, 500, { error: 'the sandbox itself failed; its log says why' });
}

/**
 * Starts a sandbox in this process.
 * @throws ListenFailedError when the port is taken
 * @throws JournalUnreadableError when the journal at `dataPath` cannot be read back
 */
export async function startSandboxSeller(options: SandboxSellerOptions = {}): Promise<SandboxSeller> {
  prepareSdk();
  const { host = '127.0.0.1', port = 4100, token = 'sandbox-token', dataPath, controlToken, now = Date.now } = options;
  const store = new Store(dataPath === undefined ? undefined : new Journal(dataPath));
  const key = await loadSigningKey(store);
  const log = new DeliveryLog();
  const announcer = new WebhookAnnouncer(store, key, log, now);
  const publisher = new Publisher(store, announcer, now);
  const faults = new FaultPlan();
  const outages = new Outages(now);
  let url = '';
  const sellers = new Sellers(store, publisher, () => url, now);
  const control = new ControlApi(store, publisher, faults, outages, log, now);
  const parts: RouterParts = { endpoint: new McpEndpoint(token, faults, outages), sellers, control, key, controlToken };

  // Buyers keep connections open between polls. If one closed just as they send, that would look like a dropped call.
  const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 60_000 }, (req, res) => {
    route(parts, req, res).catch((error: unknown) => {
      fail(res, error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new ListenFailedError(host, port, error.message));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    announcer.close();
    publisher.close();
    await sellers.close();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  };
  return { url, port: address.port, close: () => (closing ??= close()) };
}
