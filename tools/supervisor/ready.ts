import { setTimeout as sleep } from 'node:timers/promises';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';
import { compact } from './output';
import type { Part } from './part';

export interface Watched {
  name: string;
  url: () => string | undefined;
  part: Part;
}

const mostDeathsBeforeReady = 3;

/**
 * Waits until every part answers its readiness probe.
 * @param watched `url` returns undefined while the address is not known yet
 * @throws ProvisioningError when one is not ready in time, or keeps dying
 */
export async function untilReady(
  watched: Watched[],
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let waiting = watched.map((item) => ({ ...item, last: 'it has not said where it listens' }));
  for (;;) {
    signal?.throwIfAborted();
    await Promise.all(
      waiting.map(async (item) => {
        const url = item.url();
        if (url) item.last = await probe(url);
      }),
    );
    waiting = waiting.filter(({ last }) => last !== 'ready');
    if (waiting.length === 0) return;
    const dying = waiting.find(({ part }) => part.restarts >= mostDeathsBeforeReady);
    const given = dying ?? (Date.now() > deadline ? waiting[0] : undefined);
    if (given) {
      throw new ProvisioningError(
        `${given.name} ${dying ? `ended ${given.part.restarts} times before it was ready` : `was not ready after ${timeoutMs / 1000} s (${given.last})`}. Its last lines:\n  ${given.part.lastLines.map(compact).join('\n  ') || '(none)'}`,
        'Mend what it says and start again.',
      );
    }
    await sleep(100);
  }
}

/** @returns `ready`, or why not */
export async function probe(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    const body = await answer.text();
    return answer.status === 200 ? 'ready' : `${url} answered ${answer.status} ${body.slice(0, 500)}`;
  } catch (error) {
    // fetch says only "fetch failed"; the reason is its cause
    return `${url}: ${messageOf(error instanceof Error ? (error.cause ?? error) : error)}`;
  }
}
