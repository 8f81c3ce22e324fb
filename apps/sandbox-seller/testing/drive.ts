import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@adcp-orchestrator/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Dialect, JsonObject } from '../src/state/records';

/** What a tool answered, wherever in the MCP result it stood. */
export interface ToolAnswer {
  body: JsonObject;
  isError: boolean;
  structured: boolean;
  text: string;
}

/** One buyer of one publisher, over real MCP. */
export class Buyer {
  private constructor(
    private readonly client: Client,
    readonly dialect: Dialect,
    readonly seller: string,
  ) {}

  static async connect(url: string, dialect: Dialect, seller: string, token = 'sandbox-token'): Promise<Buyer> {
    const client = new Client({ name: 'buyer', version: '1.0.0' });
    const requestInit = { headers: { 'x-adcp-auth': token } };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${url}/${dialect}/${seller}/mcp`), { requestInit }),
    );
    return new Buyer(client, dialect, seller);
  }

  async call(name: string, args: JsonObject, timeoutMs = 60_000): Promise<ToolAnswer> {
    const result = await this.client.callTool({ name, arguments: args }, undefined, { timeout: timeoutMs });
    const content = result.content as { type: string; text?: string }[];
    const text = content[0]?.text ?? '';
    const structured = result.structuredContent as JsonObject | undefined;
    let parsed: JsonObject = {};
    if (structured === undefined && text.startsWith('{')) parsed = JSON.parse(text) as JsonObject;
    return { body: structured ?? parsed, isError: result.isError === true, structured: structured !== undefined, text };
  }

  async tools(): Promise<string[]> {
    return (await this.client.listTools()).tools.map((tool) => tool.name);
  }

  /** Sends a buy with this purchase order number, as the dialect wants it. */
  buy(poNumber: string, extra: JsonObject = {}): Promise<ToolAnswer> {
    return this.call(
      'create_media_buy',
      this.dialect === 'hitl-v1' ? hitlBuy(poNumber, extra) : adcpBuy(poNumber, extra),
    );
  }

  /** The task as a poll shows it; undefined when the seller knows none. */
  async poll(taskId: string): Promise<JsonObject | undefined> {
    if (this.dialect === 'adcp-v3') {
      const { body, isError } = await this.call('tasks/get', { task_id: taskId, account });
      return isError ? undefined : body;
    }
    const { body } = await this.call('get_pending_tasks', { task_type: 'manual_approval' });
    return (body.tasks as JsonObject[]).find((task) => task.task_id === taskId);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

export const account = { brand: { domain: 'brand.example' }, operator: 'desk.example' };

export function hitlBuy(poNumber: string, extra: JsonObject = {}): JsonObject {
  return { packages: ['premium_sports'], po_number: poNumber, total_budget: 5000, ...extra };
}

export function adcpBuy(poNumber: string, extra: JsonObject = {}): JsonObject {
  return {
    idempotency_key: randomUUID(),
    account,
    brand: { domain: 'brand.example' },
    start_time: 'asap',
    end_time: '2030-01-01T00:00:00Z',
    po_number: poNumber,
    packages: [{ product_id: 'premium_sports', budget: 5000, pricing_option_id: 'cpm_guaranteed_fixed' }],
    ...extra,
  };
}

/** The id of a task, from the body or from any of the forms of prose. */
export function taskIdOf({ body }: ToolAnswer): string {
  if (typeof body.task_id === 'string') return body.task_id;
  const found = /task(?:[_ ]id)?\s*[:=]\s*(task_[\w-]+)/i.exec(String(body.detail))?.[1];
  if (found === undefined) throw new Error(`no task id in ${JSON.stringify(body)}`);
  return found;
}

/** Calls the control API; the answer's status comes with it. */
export async function control(url: string, path: string, body?: JsonObject): Promise<JsonObject & { http: number }> {
  const response = await fetch(`${url}/control/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { ...((await response.json()) as JsonObject), http: response.status };
}

/** How often a purchase was executed and booked, as the seller counts it. */
export async function bookingsOf(
  url: string,
  seller: string,
  poNumber: string,
): Promise<{ executions: number; booked: number }> {
  const { bookings } = await control(url, `bookings?seller=${seller}&po_number=${encodeURIComponent(poNumber)}`);
  const [only] = bookings as { executions: number; booked: number }[];
  return { executions: only?.executions ?? 0, booked: only?.booked ?? 0 };
}

/** Tries until `attempt` gives something. */
export function eventually<T>(attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
  return until('what the test expects', attempt, { everyMs: 20 });
}

export interface Received {
  at: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  json: JsonObject;
}

/** A buyer's webhook receiver that keeps what it gets; `answer` decides the status of each. */
export async function receiveWebhooks(answer: (count: number) => number = () => 200) {
  const received: Received[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({
        at: Date.now(),
        method: req.method ?? '',
        path: req.url ?? '',
        headers: req.headers,
        body,
        json: JSON.parse(body) as JsonObject,
      });
      res.writeHead(answer(received.length), { 'content-type': 'application/json' }).end('{"status":"received"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url, received, close };
}
