import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { paths } from './api';
import { type Connection, Pauses, nameOf, pauseAfter } from './calling';
import { type Operation, OperationUnsettledError } from './errors';
import { type EventsOptions, type PlacedEvent, events } from './events';

export interface ClientOptions {
  /** Where the API is, such as `https://orchestrator.example`. */
  baseUrl: string;
  /** A key of the tenant. */
  apiKey: string;
  /** Another `fetch`; absent: the global one. */
  fetch?: typeof fetch;
}

export interface WaitOptions {
  /** Longest to wait, in milliseconds; absent: a day. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** The API, typed by its document, and what is more than one request. */
export interface Client extends FetchClient<paths> {
  /**
   * Waits until an operation has ended, through restarts of the API and lost connections.
   * @throws OperationUnsettledError when the time is over; RequestRefusedError; the signal's reason
   */
  waitUntilSettled(id: string, options?: WaitOptions): Promise<Operation>;
  /** What happens, as it happens; it resumes by itself. */
  events(options?: EventsOptions): AsyncGenerator<PlacedEvent>;
}

const DAY_MS = 86_400_000;
const LONGEST_WAIT_S = 30;
/** The API answers within the seconds that it was asked to wait, and a little. */
const GRACE_MS = 15_000;

/** @returns a client of one tenant */
export function createClient(options: ClientOptions): Client {
  const connection: Connection = {
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    apiKey: options.apiKey,
    fetch: options.fetch ?? fetch,
  };
  const typed = createFetchClient<paths>({
    baseUrl: connection.baseUrl,
    headers: { authorization: `Bearer ${connection.apiKey}` },
    fetch: (request) => connection.fetch(request),
  });
  return Object.assign(typed, {
    waitUntilSettled: (id: string, wait?: WaitOptions) => waitUntilSettled(connection, id, wait),
    events: (which?: EventsOptions) => events(connection, which),
  });
}

async function waitUntilSettled(
  { baseUrl, apiKey, fetch: call }: Connection,
  id: string,
  { timeoutMs = DAY_MS, signal }: WaitOptions = {},
): Promise<Operation> {
  const until = performance.now() + timeoutMs;
  const pauses = new Pauses();
  let seen: { operation: Operation; etag: string } | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const left = Math.max(0, until - performance.now());
    const wait = Math.min(LONGEST_WAIT_S, Math.floor(left / 1_000));
    let retryAfterMs: number | null = null;
    try {
      const response = await call(`${baseUrl}/v1/operations/${encodeURIComponent(id)}?wait=${wait}`, {
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(seen === null ? {} : { 'if-none-match': seen.etag }),
        },
        signal: AbortSignal.any([
          AbortSignal.timeout(wait * 1_000 + GRACE_MS),
          ...(signal === undefined ? [] : [signal]),
        ]),
      });
      if (response.ok) {
        pauses.succeeded();
        const operation = (await response.json()) as Operation;
        seen = { operation, etag: response.headers.get('etag') ?? '' };
        if (operation.settled_at !== null) return operation;
      } else if (response.status !== 304) retryAfterMs = await pauseAfter(response);
      else pauses.succeeded();
      if (response.ok || response.status === 304) {
        if (performance.now() < until && wait > 0) continue;
        if (seen !== null && performance.now() >= until) throw new OperationUnsettledError(seen.operation);
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || performance.now() >= until) throw error;
    }
    await pauses.wait(retryAfterMs, signal);
  }
}

/** A connection that failed, or an answer that did not come in time. */
function isPassing(error: unknown): boolean {
  return nameOf(error) === 'TypeError' || nameOf(error) === 'TimeoutError';
}
