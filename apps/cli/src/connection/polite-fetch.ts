import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailedError } from '../command-failed';
import { ExitCode } from '../exit-code';
import { whyOf } from './why';

export interface Manners {
  /** Longest that a request may take, its pauses not counted; of a stream, until it is open. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Takes a line about each request, for `--debug`. It never holds the key. */
  trace: (line: string) => void;
}

const MOST_TRIES = 4;
const LONGEST_PAUSE_MS = 30_000;
const PAUSE_MS = 1_000;
const SAFE = new Set(['GET', 'HEAD']);

/**
 * `fetch` for a command: each request has a time limit, one that is asked to wait (429, 503) waits as `Retry-After` says and
 * is made again, and what fails is said in words. What changes something is repeated after a 503 only if it has an
 * `Idempotency-Key`: a first try may have been done.
 */
export function politeFetch({ timeoutMs, signal, trace }: Manners): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'manual' });
    // A stream is opened again by the client, which knows where it was.
    if (isStream(request)) return once(request, timeoutMs, signal, trace);
    const mayRepeat = SAFE.has(request.method) || request.headers.has('idempotency-key');
    for (let tries = 1; ; tries += 1) {
      const response = await once(request.clone(), timeoutMs, signal, trace);
      const waits = response.status === 429 || (response.status === 503 && mayRepeat);
      if (!waits || tries === MOST_TRIES) return response;
      const pause = pauseOf(response, tries);
      if (pause > LONGEST_PAUSE_MS) return response;
      await response.body?.cancel();
      trace(`waiting ${pause} ms, as the API asked`);
      await sleep(pause, undefined, { signal });
    }
  };
}

function pauseOf(response: Response, tries: number): number {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : PAUSE_MS * tries;
}

async function once(
  request: Request,
  timeoutMs: number,
  signal: AbortSignal,
  trace: Manners['trace'],
): Promise<Response> {
  const startedAt = performance.now();
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new DOMException('too slow', 'TimeoutError'));
  }, timeoutMs);
  try {
    const response = await fetch(request, { signal: AbortSignal.any([limit.signal, signal, request.signal]) });
    trace(`${request.method} ${request.url} ${response.status} in ${Math.round(performance.now() - startedAt)} ms`);
    if (response.status >= 300 && response.status < 400 && response.status !== 304) throw redirected(request, response);
    if (isStream(request) && response.ok) return response;
    // Read here, under the time limit.
    const body = await response.arrayBuffer();
    const { status, statusText, headers } = response;
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CommandFailedError) throw error;
    if (isStream(request)) throw asCut(error);
    throw unreachable(request.url, timeoutMs, error);
  } finally {
    clearTimeout(timer);
  }
}

function redirected(request: Request, response: Response): CommandFailedError {
  const to = response.headers.get('location') ?? 'somewhere else';
  return new CommandFailedError(ExitCode.unreachable, `${new URL(request.url).origin} sends on to ${to}`, {
    wayOut: 'Give the address that it names: the key is not sent along.',
  });
}

/** The client opens a stream again after what `fetch` itself throws, and after nothing else. */
function asCut(error: unknown): unknown {
  const isTooSlow = error instanceof Error && error.name === 'TimeoutError';
  return isTooSlow ? new TypeError('the stream was not opened in time', { cause: error }) : error;
}

function isStream(request: Request): boolean {
  return request.headers.get('accept') === 'text/event-stream';
}

function unreachable(url: string, timeoutMs: number, cause: unknown): Error {
  const { origin } = new URL(url);
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return new CommandFailedError(ExitCode.unreachable, `${origin} did not answer within ${timeoutMs / 1_000} s`, {
      cause,
      wayOut: 'Try again, or give it longer with --timeout.',
    });
  }
  const why = whyOf(cause);
  return new CommandFailedError(ExitCode.unreachable, `${origin} cannot be reached: ${why}`, {
    cause,
    wayOut: 'Check that the API runs and that the address is right (--url, ADO_URL or a profile).',
  });
}
