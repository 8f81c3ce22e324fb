import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves on a free port of loopback until the parent process goes. Tells the parent the port over IPC.
 */
export function serve(handle: Handler): void {
  void listen(handle).then(({ port }) => process.send?.({ port }));
  process.on('disconnect', () => process.exit(0));
}

/**
 * Serves on a free port of loopback. When a handler throws, the answer is 500 and the error goes to standard error. The
 * run's checks then fail.
 */
export async function listen(handle: Handler): Promise<{ port: number; close: () => void }> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      response.writeHead(500).end();
    });
  });
  // The sides keep their connections. None may be closed while a request is on its way.
  server.keepAliveTimeout = 120_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function answerJson(response: ServerResponse, status: number, text: string, headers = {}): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
