// @ts-check
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const largestBody = 1024 * 1024;

/** @typedef {{ id: string, type: string, operationId: string, sequence: number, message: string, at: number }} Notification */

/**
 * @typedef {object} Receiver
 * @property {string} url
 * @property {(secret: string) => void} trust the subscription's secret, which is known only after it was made
 * @property {Map<string, Notification>} received by event id: at least once means that one may come twice
 * @property {() => { deliveries: number, duplicates: number, refused: number }} counts
 * @property {() => Promise<void>} close
 */

/**
 * The desk's side of notifications: a webhook receiver on loopback that checks every signature (Standard Webhooks).
 * @returns {Promise<Receiver>}
 */
export async function startReceiver() {
  /** @type {Webhook | undefined} */
  let verifier;
  /** @type {Map<string, Notification>} */
  const received = new Map();
  const counts = { deliveries: 0, duplicates: 0, refused: 0 };
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    let size = 0;
    request.on('data', (/** @type {Buffer} */ chunk) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    });
    request.on('end', () => {
      const status = size > largestBody ? 413 : accept(Buffer.concat(chunks).toString('utf8'), request.headers);
      response.writeHead(status).end();
    });
    request.on('error', () => response.destroy());
  });

  /**
   * @param {string} body
   * @param {import('node:http').IncomingHttpHeaders} headers
   */
  function accept(body, headers) {
    if (!verifier) return 503; // the secret is on its way; the sender tries again
    /** @type {any} */
    let event;
    try {
      event = verifier.verify(body, /** @type {Record<string, string>} */ (headers));
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

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/notifications`,
    trust: (secret) => {
      verifier = new Webhook(secret);
    },
    received,
    counts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
