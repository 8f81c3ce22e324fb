import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@adcp-orchestrator/client';
import { until } from './until';

/** A notification as the desk receives it. */
export interface NotificationJson {
  id: string;
  type: string;
  sequence: number;
  operation_id: string;
  operation_type: string;
  user_id: string | null;
  message: string;
  estimated_time: string | null;
  media_buy_id: string | null;
  late: boolean;
  created_at: string;
  operation: { id: string; status: string };
}

/**
 * The desk's own webhook endpoint. It checks every signature as Standard Webhooks wants it, and keeps what it was told.
 */
export class Subscriber {
  /** Every delivery with a valid signature, repeated ones too. */
  readonly received: NotificationJson[] = [];
  /** The sender's span of each delivery, by event; undefined where it named none. */
  readonly spans = new Map<string, string | undefined>();
  /** What was wrong with the other deliveries. */
  readonly refused: string[] = [];
  private readonly server: Server;
  private secret: string | undefined;

  private constructor() {
    this.server = createServer((request, response) => {
      this.receive(request, response).catch((error: unknown) => {
        this.refused.push(String(error));
        response.writeHead(500).end();
      });
    });
  }

  static async start(): Promise<Subscriber> {
    const subscriber = new Subscriber();
    await new Promise<void>((resolve, reject) => {
      subscriber.server.once('error', reject);
      subscriber.server.listen(0, '127.0.0.1', resolve);
    });
    return subscriber;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/notifications`;
  }

  /** Tells the secret, which the answer to the subscription held. */
  useSecret(secret: string): void {
    this.secret = secret;
  }

  /** What was heard of one operation, each event once, in the order of its sequence. */
  of(operationId: string): NotificationJson[] {
    const byId = new Map(
      this.received.filter((event) => event.operation_id === operationId).map((event) => [event.id, event]),
    );
    return [...byId.values()].sort((a, b) => a.sequence - b.sequence);
  }

  /** @throws Error when it does not come in time */
  async awaitEvent(operationId: string, type: string): Promise<NotificationJson> {
    return await this.await(operationId, type, (event) => event.type === type);
  }

  /** @throws Error when it does not come in time */
  async awaitSequence(operationId: string, sequence: number): Promise<NotificationJson> {
    return await this.await(operationId, `number ${sequence}`, (event) => event.sequence === sequence);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async await(
    operationId: string,
    what: string,
    matches: (event: NotificationJson) => boolean,
  ): Promise<NotificationJson> {
    const heard = () => this.of(operationId).map((event) => event.type);
    return await until(
      `the notification ${what} of operation ${operationId}`,
      () => this.of(operationId).find(matches),
      {
        seen: () => `heard: ${heard().join(', ') || 'nothing'}; refused: ${this.refused.join('; ') || 'nothing'}`,
      },
    );
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    try {
      if (this.secret === undefined) throw new Error('no secret is known yet');
      verifyWebhook(this.secret, { headers: request.headers, body });
    } catch (error) {
      this.refused.push(String(error));
      response.writeHead(401).end();
      return;
    }
    const event = JSON.parse(body) as NotificationJson;
    this.spans.set(event.id, request.headers['traceparent']?.toString());
    this.received.push(event);
    response.writeHead(204).end();
  }
}
