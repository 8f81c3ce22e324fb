import { type Client, type Operation, type components, createClient } from '@adcp-orchestrator/client';
import { patienceMs, until } from './until';

const requestMs = 15_000;
/** How long the API holds an answer for a change, at most. */
const holdSeconds = 5;
/** From these nothing leads on by itself: the client knows how to wait for them. */
const ends: ReadonlySet<string> = new Set(['created', 'completed', 'failed', 'rejected', 'canceled']);

type Schemas = components['schemas'];
export type OperationJson = Operation;
export type TimelineEntryJson = Schemas['TimelineEntry'];
export type SellerJson = Schemas['Seller'];
export type NewSeller = Schemas['NewSeller'] & { id: string };

export interface NewOperation extends Omit<Schemas['NewOperation'], 'request'> {
  /** The suite sends what no type allows, too. */
  request: Record<string, unknown>;
}

export interface Reply<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** A trading desk, which uses the client that integrators get. */
export class ApiClient {
  readonly client: Client;

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {
    this.client = createClient({
      baseUrl: url,
      apiKey: key,
      fetch: (input, init) => fetch(input, { signal: AbortSignal.timeout(requestMs), ...init }),
    });
  }

  /** One request as no client makes it, whatever its answer is. */
  async request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(requestMs),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  async addSeller(seller: NewSeller): Promise<SellerJson> {
    return await said(this.client.POST('/v1/sellers', { body: seller }));
  }

  async seller(id: string): Promise<SellerJson> {
    return await said(this.client.GET('/v1/sellers/{id}', { params: { path: { id } } }));
  }

  /** @returns when the seller's open tasks were last compared with ours; null before the first time */
  async comparedAt(id: string): Promise<string | null> {
    return (await said(this.client.GET('/v1/sellers/{id}/orphans', { params: { path: { id } } }))).reconciled_at;
  }

  /** @returns the secret of the subscription, which is shown this once */
  async subscribe(url: string): Promise<string> {
    const { secret } = await said(this.client.POST('/v1/subscriptions', { body: { url } }));
    if (typeof secret !== 'string') throw new Error(`the subscription of ${url} has no secret`);
    return secret;
  }

  /** Hands a request over; 202 is the promise that it will be followed to its end. */
  async post(operation: NewOperation, headers?: Record<string, string>): Promise<OperationJson> {
    const body = operation as Schemas['NewOperation'];
    const posting = this.client.POST('/v1/operations', { body, headers });
    const { response } = await posting;
    if (response.ok && response.status !== 202) throw new Error(`POST /v1/operations answered ${response.status}`);
    return await said(posting);
  }

  async operation(id: string): Promise<OperationJson> {
    return await said(this.client.GET('/v1/operations/{id}', { params: { path: { id } } }));
  }

  /** Every operation that the filters match. */
  async operations(filters: { seller_id?: string } = {}): Promise<Schemas['ListedOperation'][]> {
    return await pages((cursor) =>
      said(this.client.GET('/v1/operations', { params: { query: { ...filters, limit: 200, cursor } } })),
    );
  }

  /** What happened to an operation, the oldest first. */
  async timeline(id: string): Promise<TimelineEntryJson[]> {
    return await pages((cursor) =>
      said(
        this.client.GET('/v1/operations/{id}/timeline', { params: { path: { id }, query: { limit: 200, cursor } } }),
      ),
    );
  }

  /** Waits for one of the statuses; any settled one ends the wait, so that a wrong end shows at once. */
  async awaitStatus(id: string, ...wanted: string[]): Promise<OperationJson> {
    const found = wanted.every((status) => ends.has(status))
      ? await this.client.waitUntilSettled(id, { timeoutMs: patienceMs })
      : await this.awaitTurn(id, wanted);
    if (!wanted.includes(found.status)) {
      throw new Error(`operation ${id} ended otherwise than as ${wanted.join(' or ')}: ${JSON.stringify(found)}`);
    }
    return found;
  }

  /** Waits for a status on the way to the end, or for the end. */
  private async awaitTurn(id: string, wanted: readonly string[]): Promise<OperationJson> {
    let last: OperationJson | undefined;
    let etag: string | null = null;
    return await until(
      `operation ${id} to be ${wanted.join(' or ')}`,
      async () => {
        // The first answer comes at once. From then on the API answers when something has changed.
        const turn = etag === null ? {} : { query: { wait: holdSeconds }, header: { 'If-None-Match': etag } };
        const { data, response, error } = await this.client.GET('/v1/operations/{id}', {
          params: { path: { id }, ...turn },
        });
        if (data === undefined && response.status !== 304) {
          throw new Error(`waiting for operation ${id}: ${JSON.stringify(error)}`);
        }
        last = data ?? last;
        etag = response.headers.get('etag') ?? etag;
        return last !== undefined && (wanted.includes(last.status) || last.settled_at !== null) ? last : undefined;
      },
      { everyMs: 0, seen: () => `it is ${JSON.stringify(last)}` },
    );
  }
}

/** @throws Error when the API refused */
async function said<T>(asking: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asking;
  if (data !== undefined) return data;
  throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
}

async function pages<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next_cursor: next } = await page(cursor);
    all.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
