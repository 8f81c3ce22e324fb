import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { readVersions } from '@adcp-orchestrator/ledger';
import { LOG, type Log, POOL, acrossTenants } from '@adcp-orchestrator/platform';
import { RequestProblemError } from '../../problems/problem';

const LOOK_EVERY_MS = 500;
/** Most requests that one process holds open for `?wait`. Further ones are told to come again. */
const MAX_WAITING = 500;
/** Most of one tenant, so that no tenant keeps the others from waiting. */
export const MAX_WAITING_OF_TENANT = 100;

interface Waiter {
  tenantId: string;
  id: string;
  version: number;
  release: () => void;
}

/**
 * Holds requests until their operation changes. However many wait, they share one look at the rows every half second.
 */
@Injectable()
export class OperationWatch implements BeforeApplicationShutdown {
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | null = null;
  private stopping = false;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Resolves when the operation's version has changed, the time is over, the client is gone, or the process stops.
   * @throws RequestProblemError `too-many-waiting`
   */
  async untilChanged(
    watched: { tenantId: string; id: string; version: number },
    seconds: number,
    gone: AbortSignal,
  ): Promise<void> {
    if (this.stopping || gone.aborted) return;
    if (this.waiters.size >= MAX_WAITING) throw tooMany(`${MAX_WAITING} requests`);
    if (this.waitersOf(watched.tenantId) >= MAX_WAITING_OF_TENANT) {
      throw tooMany(`${MAX_WAITING_OF_TENANT} requests of this tenant`);
    }
    await new Promise<void>((resolve) => {
      const release = (): void => {
        clearTimeout(limit);
        gone.removeEventListener('abort', release);
        this.waiters.delete(waiter);
        resolve();
      };
      const waiter: Waiter = { ...watched, release };
      const limit = setTimeout(release, seconds * 1000);
      gone.addEventListener('abort', release, { once: true });
      this.waiters.add(waiter);
      this.schedule();
    });
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
    if (this.timer !== null) clearTimeout(this.timer);
    for (const { release } of [...this.waiters]) release();
  }

  private waitersOf(tenantId: string): number {
    let found = 0;
    for (const waiter of this.waiters) if (waiter.tenantId === tenantId) found += 1;
    return found;
  }

  private schedule(): void {
    if (this.timer !== null || this.waiters.size === 0 || this.stopping) return;
    this.timer = setTimeout(() => {
      void this.look().finally(() => {
        this.timer = null;
        this.schedule();
      });
    }, LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    const looking = [...this.waiters];
    try {
      const versions = await readVersions(acrossTenants(this.pool, 'waiting requests'), looking);
      for (const { id, version, release } of looking) if (versions.get(id) !== version) release();
    } catch (error) {
      // When its time is over, a waiting request reads the row itself. It answers with whatever comes of that.
      this.log.warn({ err: error, waiting: looking.length }, 'watching operations failed; it is tried again');
    }
  }
}

function tooMany(who: string): RequestProblemError {
  return new RequestProblemError(
    'too-many-waiting',
    `${who} are waiting here already; ask again without "wait", or later.`,
    { headers: { 'retry-after': '2' } },
  );
}
