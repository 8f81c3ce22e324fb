import { type Problem, RequestRefusedError } from './errors';

/** How a client reaches the API. */
export interface Connection {
  baseUrl: string;
  /** What shows who asks, for a request of this method. In a browser the cookie shows it, and only changes need more. */
  credentials: (method: string) => Record<string, string>;
  fetch: typeof fetch;
}

/** These pass by themselves: a limit, or a server that stops or lacks its database. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const LONGEST_RETRY_AFTER_MS = 60_000;

/** The pauses between attempts: they grow, and begin anew after a success. */
export class Pauses {
  private failures = 0;

  succeeded(): void {
    this.failures = 0;
  }

  /** @throws the signal's reason when it aborts */
  async wait(retryAfterMs: number | null, signal: AbortSignal | undefined): Promise<void> {
    const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    await pause(retryAfterMs ?? grown * (0.5 + Math.random() / 2), signal);
  }
}

/** Like `timers/promises` of Node, which browsers do not have. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

/**
 * @returns how long to wait before the request is repeated; null: as long as one thinks fit
 * @throws RequestRefusedError when repeating it would not help
 */
export async function pauseAfter(response: Response): Promise<number | null> {
  if (!PASSING.has(response.status)) throw new RequestRefusedError(response.status, await problemOf(response));
  await response.body?.cancel();
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(LONGEST_RETRY_AFTER_MS, seconds * 1_000) : null;
}

async function problemOf(response: Response): Promise<Problem | null> {
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return null;
  return JSON.parse(text) as Problem;
}

/** @returns the name of an error. Those of another realm, or of the DOM, are of no class that is known here. */
export function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
