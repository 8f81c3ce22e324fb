import type { Log } from '@adcp-orchestrator/platform';

/** Told of a trouble that stops no work. */
export type TroubleReport = (error: unknown, message?: string, level?: 'warn' | 'error') => void;

const QUIET_MS = 10_000;

/**
 * @returns a function that logs the troubles of a queue, or of the worker on it. While the queue is away, each kind of
 *   trouble makes at most one line in ten seconds
 */
export function reportTrouble(log: Log, queue: string): TroubleReport {
  const quietUntil = new Map<string, number>();
  return (error, message = 'the queue has a problem; the sweep goes on without it', level = 'warn') => {
    const now = Date.now();
    if (now < (quietUntil.get(message) ?? 0)) return;
    quietUntil.set(message, now + QUIET_MS);
    log[level]({ err: error, queue }, message);
  };
}
