const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Keeps the signals that come while a process starts. Without this, Node would end the process at once, perhaps with
 * its first calls already under way.
 * @returns hands a kept signal to whoever listens by now
 */
export function keepEarlySignals(): () => void {
  let early: NodeJS.Signals | undefined;
  const keep = (signal: NodeJS.Signals): void => {
    early = signal;
  };
  for (const signal of SIGNALS) process.on(signal, keep);
  return () => {
    for (const signal of SIGNALS) process.off(signal, keep);
    if (early !== undefined) process.emit(early, early);
  };
}
