import { until } from './until';

const requestMs = 15_000;
/** How long the API holds an answer for a change, at most. */
const holdSeconds = 5;

/** An operation, as far as the suite looks at it. */
export interface OperationJson {
  id: string;
  type: string;
  status: string;
  seller_id: string;
  seller_status: string | null;
  seller_task_status: string | null;
  message: string | null;
  task_id: string | null;
  po_number: string | null;
  user_id: string | null;
  media_buy_id: string | null;
  creative_deadline: string | null;
  result: Record<string, unknown> | null;
  error: { code: string; message: string; recovery: string } | null;
  allowed_actions: string[];
  attempt: number;
  late: boolean;
  conflicts: number;
  settled_at: string | null;
  version: number;
}

export interface TimelineEntryJson {
  kind: string;
  from_status: string | null;
  to_status: string | null;
  source: string;
  at: string;
  reason: string;
}

export interface SellerJson {
  id: string;
  webhook_urls: { adcp: string; hitl_tasks: string };
}

export interface NewSeller {
  id: string;
  name: string;
  agent_url: string;
  dialect: 'hitl-v1' | 'adcp-v3';
  auth: { scheme: 'bearer' | 'header'; header?: string; token: string };
  webhooks?: { mode: 'rfc9421' | 'hmac' | 'bearer' | 'none'; secret?: string; jwks_uri?: string };
  limits?: { min_poll_seconds?: number };
  paused?: boolean;
}

export interface NewOperation {
  type: string;
  seller_id: string;
  request: Record<string, unknown>;
  po_number?: string;
  user_id?: string;
  deadline?: string;
}

export interface Reply<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** A trading desk's client: plain REST, as any integrator would write it. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** One request, whatever its answer is. */
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
    return await this.expect<SellerJson>(201, 'POST', '/v1/sellers', seller);
  }

  async seller(id: string): Promise<SellerJson> {
    return await this.expect<SellerJson>(200, 'GET', `/v1/sellers/${id}`);
  }

  /** @returns when the seller's open tasks were last compared with ours; null before the first time */
  async comparedAt(id: string): Promise<string | null> {
    const { reconciled_at: at } = await this.expect<{ reconciled_at: string | null }>(
      200,
      'GET',
      `/v1/sellers/${id}/orphans`,
    );
    return at;
  }

  /** @returns the subscription with its secret, which is shown this once */
  async subscribe(url: string, events?: string[]): Promise<{ id: string; secret: string }> {
    return await this.expect(201, 'POST', '/v1/subscriptions', { url, ...(events && { events }) });
  }

  /** Hands a request over; 202 is the promise that it will be followed to its end. */
  async post(operation: NewOperation, headers?: Record<string, string>): Promise<OperationJson> {
    return await this.expect<OperationJson>(202, 'POST', '/v1/operations', operation, headers);
  }

  async operation(id: string): Promise<OperationJson> {
    return await this.expect<OperationJson>(200, 'GET', `/v1/operations/${id}`);
  }

  /** Every operation that the filters match. */
  async operations(filters: Record<string, string> = {}): Promise<OperationJson[]> {
    return await this.pages<OperationJson>('/v1/operations', filters);
  }

  /** What happened to an operation, the oldest first. */
  async timeline(id: string): Promise<TimelineEntryJson[]> {
    return await this.pages<TimelineEntryJson>(`/v1/operations/${id}/timeline`);
  }

  /** Waits for one of the statuses; any settled one ends the wait, so that a wrong end shows at once. */
  async awaitStatus(id: string, ...wanted: string[]): Promise<OperationJson> {
    let last = await this.request<OperationJson>('GET', `/v1/operations/${id}`);
    const found = await until(
      `operation ${id} to be ${wanted.join(' or ')}`,
      async () => {
        if (wanted.includes(last.body.status) || last.body.settled_at !== null) return last.body;
        const known = { 'if-none-match': last.headers.get('etag') ?? '' };
        const reply = await this.request<OperationJson>(
          'GET',
          `/v1/operations/${id}?wait=${holdSeconds}`,
          undefined,
          known,
        );
        if (reply.status === 200) last = reply;
        else if (reply.status !== 304) throw new Error(`waiting for operation ${id}: ${JSON.stringify(reply)}`);
        return undefined;
      },
      { everyMs: 0, seen: () => `it is ${JSON.stringify(last.body)}` },
    );
    if (!wanted.includes(found.status)) {
      throw new Error(`operation ${id} ended otherwise than as ${wanted.join(' or ')}: ${JSON.stringify(found)}`);
    }
    return found;
  }

  private async pages<T>(path: string, filters: Record<string, string> = {}): Promise<T[]> {
    const all: T[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ ...filters, limit: '200', ...(cursor !== null && { cursor }) });
      const page: Page<T> = await this.expect<Page<T>>(200, 'GET', `${path}?${query.toString()}`);
      all.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return all;
  }

  private async expect<T>(
    status: number,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T> {
    const reply = await this.request<T>(method, path, body, headers);
    if (reply.status === status) return reply.body;
    throw new Error(`${method} ${path} answered ${reply.status} instead of ${status}: ${JSON.stringify(reply.body)}`);
  }
}
