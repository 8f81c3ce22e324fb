/**
 * One Ctrl-C may arrive twice: from the terminal, and from npm, which passes it on. Within this time both are the same
 * press.
 */
const SAME_PRESS_MS = 1_000;

/**
 * Calls back when a person presses Ctrl-C (SIGINT) again because the shutdown takes too long. A second SIGTERM does not
 * count: orchestrators repeat theirs (a restarted kubelet does), and a deploy must never put a call in doubt.
 * @param first the signal that began the shutdown; absent when no signal did
 * @returns stops listening
 */
export function followSecondInterrupt(first: string | undefined, again: () => void): () => void {
  const since = performance.now();
  const listener = (): void => {
    if (first === 'SIGINT' && performance.now() - since < SAME_PRESS_MS) return;
    again();
  };
  process.on('SIGINT', listener);
  return () => {
    process.off('SIGINT', listener);
  };
}
