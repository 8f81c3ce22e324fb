import { within } from '../timing/within';

/** Resolves when the part is fine; rejects with an error that says what is not. */
export type ReadinessCheck = () => Promise<void> | void;

export interface ReadinessReport {
  ready: boolean;
  /** `ok`, or what is wrong, by check. */
  checks: Record<string, string>;
}

const CHECK_LIMIT_MS = 2_000;

/**
 * What a process needs in order to do its work. Checks are registered by the app; all run at once and each is bounded,
 * so that a probe is answered within its own time limit whatever hangs.
 */
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();
  private stopping = false;

  /** @throws Error when the name is taken: two checks under one name would hide each other */
  register(name: string, check: ReadinessCheck): void {
    if (this.checks.has(name)) throw new Error(`readiness check "${name}" is registered twice`);
    this.checks.set(name, check);
  }

  /** From here on the process reports that it is not ready, so that it gets no new work while it stops. */
  markStopping(): void {
    this.stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await outcomeOf(name, check)] as const),
    );
    const checks = Object.fromEntries(results);
    if (this.stopping) checks.process = 'the process is stopping';
    return { ready: Object.values(checks).every((outcome) => outcome === 'ok'), checks };
  }
}

async function outcomeOf(name: string, check: ReadinessCheck): Promise<string> {
  try {
    await within(Promise.resolve().then(check), CHECK_LIMIT_MS, name);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
