import { type IncomingHttpHeaders, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import { createSigningSecret } from '@adcp-orchestrator/notifications';

export interface ReceivedNotification {
  id: string;
  payload: JsonObject;
}

type Respond = (response: ServerResponse, notification: ReceivedNotification) => void;

/** A subscriber's server on loopback: it verifies every signature, and answers as the test says. */
export class Receiver {
  readonly secret = createSigningSecret();
  readonly received: ReceivedNotification[] = [];
  readonly unverified: string[] = [];
  /** Most requests that were open at the same time, in all and per event. */
  mostAtOnce = 0;
  mostAtOnceForOne = 0;
  respond: Respond = (response) => response.writeHead(200).end('ok');
  private readonly open = new Map<string, number>();

  static async listen(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      this.take(request.headers, body, response);
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(headers: IncomingHttpHeaders, body: string, response: ServerResponse): void {
    const id = String(headers['webhook-id']);
    const now = (this.open.get(id) ?? 0) + 1;
    this.open.set(id, now);
    this.mostAtOnceForOne = Math.max(this.mostAtOnceForOne, now);
    this.mostAtOnce = Math.max(
      this.mostAtOnce,
      [...this.open.values()].reduce((sum, each) => sum + each, 0),
    );
    response.once('close', () => this.open.set(id, (this.open.get(id) ?? 1) - 1));
    try {
      const payload = new Webhook(this.secret).verify(body, headers as Record<string, string>);
      if (!isJsonObject(payload)) throw new Error('the body is not an object');
      this.received.push({ id, payload });
      this.respond(response, { id, payload });
    } catch (error) {
      this.unverified.push(String(error));
      response.writeHead(400).end();
    }
  }
}
