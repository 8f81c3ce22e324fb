import type { Log } from '../logging/create-logger';
import { type CheckOptions, type CheckOutcome, type ReadinessCheck, WatchedCheck } from './watched-check';

/** `degraded`: a part is missing, but the work is still done. */
export const ReadinessStatus = { ready: 'ready', degraded: 'degraded', notReady: 'not_ready' } as const;
export type ReadinessStatus = (typeof ReadinessStatus)[keyof typeof ReadinessStatus];

/** What `/readyz` answers. */
export interface ReadinessReport {
  status: ReadinessStatus;
  checks: Record<string, CheckOutcome>;
}

/**
 * What a process needs in order to do its work. The app registers the checks. All run at once and each is bounded, so a
 * probe is answered within about a second, whatever hangs. Changes from one probe to the next are logged.
 */
export class Readiness {
  private readonly checks = new Map<string, WatchedCheck>();
  private stopping = false;
  private told = '';

  constructor(private readonly log?: Log) {}

  /** @throws Error when the name is taken: one of two checks under the same name would not be seen */
  register(name: string, check: ReadinessCheck, options: CheckOptions = {}): void {
    if (this.checks.has(name)) throw new Error(`readiness check "${name}" is registered twice`);
    this.checks.set(name, new WatchedCheck(name, check, options));
  }

  /** From now on the process reports that it is not ready, so that it gets no new work while it stops. */
  markStopping(): void {
    this.stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    const checks: Record<string, CheckOutcome> = Object.fromEntries(
      await Promise.all([...this.checks].map(async ([name, check]) => [name, await check.outcome()] as const)),
    );
    if (this.stopping) checks['process'] = { status: 'failed', detail: 'the process is stopping' };
    const statuses = new Set(Object.values(checks).map(({ status }) => status));
    const status = statuses.has('failed') ? 'not_ready' : statuses.has('degraded') ? 'degraded' : 'ready';
    this.tell(status, checks);
    return { status, checks };
  }

  private tell(status: ReadinessStatus, checks: Record<string, CheckOutcome>): void {
    const missing = Object.entries(checks).filter(([, outcome]) => outcome.status !== 'ok');
    const telling = missing.map(([name, outcome]) => `${name} ${outcome.status}`).join();
    if (telling === this.told || this.stopping) return;
    this.told = telling;
    if (status === 'ready') this.log?.info('ready again');
    else {
      const reasons = missing.map(([name, { detail }]) => [name, { detail, cause: this.causeOf(name) }] as const);
      this.log?.warn({ checks: Object.fromEntries(reasons) }, status === 'degraded' ? 'degraded' : 'not ready');
    }
  }

  private causeOf(name: string): string | undefined {
    const error = this.checks.get(name)?.lastError;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : undefined;
  }
}

/** The HTTP status of a probe's answer. A degraded process works, so it stays in service. */
export function probeStatusOf({ status }: ReadinessReport): 200 | 503 {
  return status === 'not_ready' ? 503 : 200;
}
