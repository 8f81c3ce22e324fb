import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyWebhook } from '@adcp-orchestrator/client';
import type { Random } from './random';

/** One event as it arrived, however often. */
export interface HeardEvent {
  operationId: string;
  sequence: number;
  type: string;
  bodyHash: string;
  times: number;
}

const MOST_PAUSE_MS = 60;

/** The desk's endpoint for notifications. It checks every signature, and knows what came under each webhook-id. */
export class Receiver {
  /** By the header `webhook-id`. */
  readonly heard = new Map<string, HeardEvent>();
  /** What must not happen: bad signatures, one id for two events. */
  readonly problems: string[] = [];
  deliveries = 0;
  private readonly server: Server;
  private secret: string | undefined;

  private constructor(private readonly random: Random) {
    this.server = createServer((request, response) => {
      this.receive(request, response).catch(() => {
        response.destroy(); // a notifier that was killed in the middle of its request: nothing was heard
      });
    });
  }

  static async start(random: Random): Promise<Receiver> {
    const receiver = new Receiver(random);
    await new Promise<void>((resolve, reject) => {
      receiver.server.once('error', reject);
      receiver.server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/notifications`;
  }

  useSecret(secret: string): void {
    this.secret = secret;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    // A receiver takes its time. So there is a moment at which the event was heard and the notifier does not know that
    // yet.
    await sleep(this.random.between(0, MOST_PAUSE_MS));
    try {
      if (this.secret === undefined) throw new Error('no secret is known yet');
      verifyWebhook(this.secret, { headers: request.headers, body });
    } catch (error) {
      this.problems.push(`a notification with a bad signature: ${String(error)}`);
      response.writeHead(401).end();
      return;
    }
    this.note(String(request.headers['webhook-id']), body);
    response.writeHead(204).end();
  }

  private note(id: string, body: string): void {
    this.deliveries += 1;
    const event = JSON.parse(body) as { id: string; type: string; sequence: number; operation_id: string };
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const known = this.heard.get(id);
    if (known === undefined) {
      const { operation_id: operationId, sequence, type } = event;
      this.heard.set(id, { operationId, sequence, type, bodyHash, times: 1 });
      if (event.id !== id) this.problems.push(`webhook-id ${id} carries the event ${event.id}`);
      return;
    }
    known.times += 1;
    if (known.bodyHash !== bodyHash) this.problems.push(`webhook-id ${id} came with two different events`);
  }
}
