import { useSyncExternalStore } from 'react';

/** One clock for everything that says how long ago something was: it ticks once a second, while somebody looks. */
const EVERY_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    if (document.hidden) return;
    now = Date.now();
    for (const tell of listeners) tell();
  }, EVERY_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** @param choose what of the time is shown: the component is drawn again only when that changes */
export function useNow<T extends string | number | boolean>(choose: (nowMs: number) => T): T {
  return useSyncExternalStore(subscribe, () => choose(now));
}
