/** One Ctrl-C may come twice, from the terminal and from whoever passes it on. */
const SAME_PRESS_MS = 1_000;

/**
 * Calls back at the Ctrl-C (SIGINT) of a person who does not want to wait for the shutdown that goes on. A second SIGTERM
 * is none: orchestrators repeat theirs (a kubelet that was restarted does), and a deploy must never make a doubt.
 * @param first the signal that began the shutdown; absent when it was none
 * @returns ends the following
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
