import { type IncomingHttpHeaders, createServer } from 'node:http';
import { verifyWebhook } from '@adcp-orchestrator/client';

const largestBody = 1024 * 1024;

export interface Notification {
  id: string;
  type: string;
  /** null: it is about a seller. */
  operationId: string | null;
  sequence: number;
  message: string;
  at: number;
}

export interface Receiver {
  url: string;
  /** Gives the receiver the subscription's secret, which exists only once the subscription is made. */
  trust: (secret: string) => void;
  /** By event id. A notification is sent at least once, so it may come twice. */
  received: Map<string, Notification>;
  counts: () => { deliveries: number; duplicates: number; refused: number };
  close: () => Promise<void>;
}

/**
 * The desk's side of notifications: a webhook receiver on loopback that checks every signature (Standard Webhooks).
 */
export async function startReceiver(): Promise<Receiver> {
  let trusted: string | undefined;
  const received = new Map<string, Notification>();
  const counts = { deliveries: 0, duplicates: 0, refused: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    });
    request.on('end', () => {
      const status = size > largestBody ? 413 : accept(Buffer.concat(chunks).toString('utf8'), request.headers);
      response.writeHead(status).end();
    });
    request.on('error', () => response.destroy());
  });

  function accept(body: string, headers: IncomingHttpHeaders): 503 | 401 | 204 {
    if (trusted === undefined) return 503; // the secret is on its way; the sender tries again
    let event: ReturnType<typeof verifyWebhook>;
    try {
      event = verifyWebhook(trusted, { headers, body });
    } catch {
      counts.refused += 1;
      return 401;
    }
    counts.deliveries += 1;
    const id = String(headers['webhook-id']);
    if (received.has(id)) counts.duplicates += 1;
    else {
      const { type, operation_id: operationId, sequence, message } = event;
      received.set(id, { id, type, operationId, sequence, message, at: Date.now() });
    }
    return 204;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/notifications`,
    trust: (secret) => {
      trusted = secret;
    },
    received,
    counts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
