import { type Dispatcher, request } from 'undici';
import type { Clock } from '@adcp-orchestrator/domain';

/** How a receiver answered one POST. */
export interface Posted {
  status: number;
  /** The wait that a 429 or 503 asks for, in seconds. */
  retryAfterSeconds: number | null;
  /** The first KiB of the answer's body; null when it is empty. */
  answer: string | null;
}

export interface PostOptions {
  /** The guarded agent: it refuses private addresses, and connects within 5 s. */
  agent: Dispatcher;
  clock: Clock;
  headersLimitMs: number;
  signal: AbortSignal;
}

/** This much of the answer's body is read, so that the connection can be used again. */
const MAX_ANSWER_BYTES = 16_384;
/** This much of it is kept. */
const KEPT_ANSWER_BYTES = 1_024;
const BODY_LIMIT_MS = 2_000;
const MAX_BODY_PAUSE_MS = 5_000;

/** Posts JSON once: no redirects, bounded in time and size. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  { agent, clock, headersLimitMs, signal }: PostOptions,
): Promise<Posted> {
  const response = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'adcp-orchestrator', ...headers },
    body,
    headersTimeout: headersLimitMs,
    bodyTimeout: MAX_BODY_PAUSE_MS,
    signal,
  });
  const answer = await beginningOf(response.body);
  const { statusCode: status } = response;
  const mayAskToWait = status === 429 || status === 503;
  return {
    status,
    answer,
    retryAfterSeconds: mayAskToWait ? retryAfterSeconds(response.headers['retry-after'], clock.now()) : null,
  };
}

/** The status is what counts. A body that is too long, too slow or cut off does not change it. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const timer = setTimeout(() => body.destroy(), BODY_LIMIT_MS);
  const kept: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      if (bytes < KEPT_ANSWER_BYTES) kept.push(part);
      bytes += part.length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    body.destroy();
  } finally {
    clearTimeout(timer);
  }
  const text = Buffer.concat(kept).subarray(0, KEPT_ANSWER_BYTES).toString('utf8');
  return text === '' ? null : text;
}

/**
 * Reads a `Retry-After` header (RFC 9110): seconds, or an HTTP date.
 * @returns whole seconds from `now`, never negative; null when it is absent or neither
 */
function retryAfterSeconds(value: string | string[] | undefined, now: Date): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
