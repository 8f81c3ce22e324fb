import type { IdempotencyBackend } from '@adcp/sdk/server';
import type { Store } from '../state/store';

/** Keeps one publisher's idempotency records in the store, so that they are lost or kept together with its tasks. */
export function createReplayBackend(store: Store, seller: string): IdempotencyBackend {
  const scoped = (key: string): string => `${seller} ${key}`;
  return {
    get: (key) => Promise.resolve(structuredClone(store.replays.get(scoped(key)) ?? null)),
    putIfAbsent: (key, entry) => {
      const existing = store.replays.get(scoped(key));
      if (existing && existing.expiresAt >= Date.now() / 1000) return Promise.resolve(false);
      store.saveReplay(scoped(key), structuredClone(entry));
      return Promise.resolve(true);
    },
    put: (key, entry) => {
      store.saveReplay(scoped(key), structuredClone(entry));
      return Promise.resolve();
    },
    delete: (key) => {
      store.dropReplay(scoped(key));
      return Promise.resolve();
    },
  };
}

/** Forgets every replay of one publisher, or of all. The same key then executes again, as after a seller's restart. */
export function forgetReplays(store: Store, seller: string | undefined): void {
  for (const key of [...store.replays.keys()])
    if (seller === undefined || key.startsWith(`${seller} `)) store.dropReplay(key);
}
