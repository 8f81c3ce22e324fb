import { setTimeout as delay } from 'node:timers/promises';

/** A proof that was spoiled on purpose. */
export const Tampering = { none: 'none', removed: 'removed', broken: 'broken' } as const;
export type Tampering = (typeof Tampering)[keyof typeof Tampering];

const proofHeaders = [
  'authorization',
  'x-adcp-signature',
  'x-adcp-timestamp',
  'signature',
  'signature-input',
  'content-digest',
];
const timeoutMs = 10_000;

/** Puts another character at the same place. The value keeps its form and is wrong. */
function broken(header: string, value: string): string {
  if (header === 'authorization') return `${value}-wrong`;
  const at = Math.floor(value.length / 2);
  return value.slice(0, at) + (value[at] === 'a' ? 'b' : 'a') + value.slice(at + 1);
}

function tamper(headers: Headers, tampering: Tampering): Headers {
  if (tampering === Tampering.removed) for (const name of proofHeaders) headers.delete(name);
  if (tampering === Tampering.broken) {
    for (const name of ['authorization', 'x-adcp-signature', 'signature']) {
      const value = headers.get(name);
      if (value !== null) headers.set(name, broken(name, value));
    }
  }
  return headers;
}

/**
 * A `fetch` for webhooks. It is bounded in time, follows no redirects, ends with `closing`, and spoils the proof if
 * asked to.
 */
export function webhookFetch(closing: AbortSignal, tampering: Tampering): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, {
      ...init,
      headers: tamper(new Headers(init?.headers), tampering),
      redirect: 'error',
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return response;
  };
}

/** Waits, but no longer than the sandbox lives. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  if (ms <= 0 || closing.aborted) return;
  // The delay can fail only by being aborted.
  await delay(ms, undefined, { ref: false, signal: closing }).catch(() => undefined);
}
