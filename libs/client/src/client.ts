import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { paths } from './api';
import { type Connection, Pauses, nameOf, pauseAfter } from './calling';
import { type Operation, OperationUnsettledError } from './errors';
import { type EventsOptions, type PlacedEvent, events } from './events';

interface Reaching {
  /** Where the API is, such as `https://orchestrator.example`. A page of the service itself gives an empty one. */
  baseUrl: string;
  /** Another `fetch`; absent: the global one. */
  fetch?: typeof fetch;
}

/** A program has a key. A page of the service itself has the session of the person who signed in. */
export type ClientOptions = Reaching &
  (
    | {
        /** A key of the tenant. */
        apiKey: string;
      }
    | {
        /**
         * `session.csrf_token` of the answer to the sign-in, or of `GET /v1/session`; null before it is known. The
         * browser sends the session's cookie by itself.
         */
        csrfToken: () => string | null;
      }
  );

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
    credentials: credentialsOf(options),
    // A browser's own `fetch` must not be called as a method of another object.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
  const typed = createFetchClient<paths>({
    baseUrl: connection.baseUrl,
    fetch: (request) => connection.fetch(request),
  });
  typed.use({
    onRequest: ({ request }) => {
      for (const [name, value] of Object.entries(connection.credentials(request.method))) {
        request.headers.set(name, value);
      }
      return request;
    },
  });
  return Object.assign(typed, {
    waitUntilSettled: (id: string, wait?: WaitOptions) => waitUntilSettled(connection, id, wait),
    events: (which?: EventsOptions) => events(connection, which),
  });
}

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

function credentialsOf(options: ClientOptions): Connection['credentials'] {
  if ('apiKey' in options) {
    const headers = { authorization: `Bearer ${options.apiKey}` };
    return () => headers;
  }
  return (method): Record<string, string> => {
    const token = SAFE_METHODS.includes(method) ? null : options.csrfToken();
    return token === null ? {} : { 'x-csrf-token': token };
  };
}

async function waitUntilSettled(
  { baseUrl, credentials, fetch: call }: Connection,
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
          ...credentials('GET'),
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
