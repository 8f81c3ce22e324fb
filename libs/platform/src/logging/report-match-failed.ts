import type { Log } from './create-logger';

/** @returns the callback for `LedgerOptions.onMatchFailed`: nothing is lost, but a person should see it */
export function reportMatchFailed(log: Pick<Log, 'warn'>): (error: unknown) => void {
  return (error) => {
    log.warn({ err: error }, 'webhooks that came before their task could not be matched now; the sweep does it');
  };
}
