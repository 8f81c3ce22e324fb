interface Followers {
  calls: Set<() => void>;
  listener: () => void;
}

const followers = new WeakMap<AbortSignal, Followers>();

/**
 * Calls back when a signal aborts, or at once when it has already. However many calls follow a worker's signal, it has
 * one listener, and none once the last call is over.
 * @returns ends the following
 */
export function followSignal(signal: AbortSignal, call: () => void): () => void {
  if (signal.aborted) {
    call();
    return () => undefined;
  }
  const group = followers.get(signal) ?? begin(signal);
  group.calls.add(call);
  return () => {
    group.calls.delete(call);
    if (group.calls.size > 0 || followers.get(signal) !== group) return;
    signal.removeEventListener('abort', group.listener);
    followers.delete(signal);
  };
}

function begin(signal: AbortSignal): Followers {
  const calls = new Set<() => void>();
  const listener = (): void => {
    for (const call of calls) call();
  };
  const group = { calls, listener };
  followers.set(signal, group);
  signal.addEventListener('abort', listener, { once: true });
  return group;
}
