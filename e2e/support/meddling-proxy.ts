import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** What becomes of one `create_media_buy` on its way. */
export type Meddling =
  /** The call does not reach the seller, and is answered with 429. */
  | { kind: 'limited'; retryAfterSeconds: number }
  /** The seller executes the call. Once `until` is over, the connection is cut before the answer is heard. */
  | { kind: 'unheard'; until?: Promise<void> }
  /** Like `unheard`, and the seller gets other arguments than were sent. */
  | { kind: 'altered'; alter: (args: Json) => Json };

/** A `create_media_buy` that reached the seller, and the seller's answer. */
export interface ExecutedCall {
  arguments: Json;
  answer: string;
  at: number;
  /** The caller's span. */
  traceparent: string | undefined;
}

/** Stands in front of one seller and passes everything on. It meddles only with the calls that it was told to. */
export class MeddlingProxy {
  /** Every `create_media_buy` that the seller answered, by purchase order. */
  private readonly executed = new Map<string, ExecutedCall[]>();
  /** The arguments of every one that came here, answered or not, by purchase order. */
  private readonly sent = new Map<string, Json[]>();
  private readonly planned = new Map<string, Meddling>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** @param target the origin of the seller */
  static async start(target: string): Promise<MeddlingProxy> {
    const server = createServer();
    // It closes no idle connection. The caller might be about to use that for its next call, which would be lost.
    server.keepAliveTimeout = 0;
    const proxy = new MeddlingProxy(server, new URL(target));
    server.on('request', (near, answer) => {
      // Whatever goes wrong between the two, the caller sees a broken connection.
      proxy.pass(near, answer).catch(() => answer.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Meddles with the next call for this purchase order, and with no later one. */
  plan(poNumber: string, meddling: Meddling): void {
    this.planned.set(poNumber, meddling);
  }

  /** Whether the call to meddle with has not come yet. */
  isPlanned(poNumber: string): boolean {
    return this.planned.has(poNumber);
  }

  callsFor(poNumber: string): readonly ExecutedCall[] {
    return this.executed.get(poNumber) ?? [];
  }

  /** @returns the arguments of every call as it came. The caller may have given one up before the seller answered it. */
  sentFor(poNumber: string): readonly Json[] {
    return this.sent.get(poNumber) ?? [];
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async pass(near: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bodyOf(near);
    const call = mediaBuyIn(body);
    if (call === undefined) {
      const far = await this.forward(near, body, { whileHeardBy: answer });
      answer.writeHead(far.statusCode ?? 502, far.headers);
      far.pipe(answer);
      return;
    }
    this.sent.set(call.poNumber, [...this.sentFor(call.poNumber), call.arguments]);
    const meddling = this.planned.get(call.poNumber);
    this.planned.delete(call.poNumber);
    if (meddling?.kind === 'limited') {
      answer.writeHead(429, { 'retry-after': String(meddling.retryAfterSeconds) }).end();
      return;
    }
    const sent = meddling?.kind === 'altered' ? meddling.alter(call.arguments) : call.arguments;
    const passed = meddling?.kind === 'altered' ? call.with(sent) : body;
    // What is meddled with is executed even if the caller has given up meanwhile.
    const far = await this.forward(near, passed, meddling === undefined ? { whileHeardBy: answer } : {});
    const heard = await bodyOf(far);
    const traceparent = near.headers['traceparent']?.toString();
    const executed = { arguments: sent, answer: heard.toString('utf8'), at: Date.now(), traceparent };
    this.executed.set(call.poNumber, [...this.callsFor(call.poNumber), executed]);
    if (meddling === undefined) {
      answer.writeHead(far.statusCode ?? 502, far.headers).end(heard);
      return;
    }
    if (meddling.kind === 'unheard') await meddling.until;
    answer.destroy();
  }

  /**
   * @param whileHeardBy ends the call at the seller when the caller closes this; absent: nothing does
   * @returns the seller's answer, as soon as it begins
   */
  private forward(
    near: IncomingMessage,
    body: Buffer,
    { whileHeardBy }: { whileHeardBy?: ServerResponse },
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const far = request({
        host: this.target.hostname,
        port: this.target.port,
        method: near.method,
        path: near.url,
        // Each has its own connection: the seller might close one that is kept, just when the next call goes out on it.
        agent: false,
        headers: { ...near.headers, host: this.target.host, 'content-length': body.length },
      });
      far.once('response', resolve);
      far.once('error', reject);
      // The caller gave up, for example on a stream of events that nobody reads any more.
      whileHeardBy?.once('close', () => far.destroy());
      far.end(body);
    });
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface MediaBuyCall {
  poNumber: string;
  arguments: Json;
  /** The same JSON-RPC request with other arguments. */
  with: (args: Json) => Buffer;
}

function mediaBuyIn(body: Buffer): MediaBuyCall | undefined {
  if (!body.includes('"create_media_buy"')) return undefined;
  const message = JSON.parse(body.toString('utf8')) as {
    method?: string;
    params?: { name?: string; arguments?: Json };
  };
  const args = message.params?.arguments;
  const poNumber = args?.['po_number'];
  if (message.method !== 'tools/call' || args === undefined || typeof poNumber !== 'string') return undefined;
  return {
    poNumber,
    arguments: args,
    with: (altered) => Buffer.from(JSON.stringify({ ...message, params: { ...message.params, arguments: altered } })),
  };
}
