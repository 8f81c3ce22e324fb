import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { deleteExpiredNonces } from '@adcp-orchestrator/ledger';
import { LOG, type Log, POOL, Readiness, Shutdown, ShutdownPhase, acrossTenants } from '@adcp-orchestrator/platform';
import { Sweeper } from '@adcp-orchestrator/queues';
import { CLOCK } from '../tokens';

const EVERY_SECONDS = 60;
const BATCH = 5_000;
/** The next sweep goes on with what is left. */
const MAX_BATCHES = 20;

/** Deletes, each minute, the nonces of signed webhooks that have expired. */
@Injectable()
export class NonceRetention implements OnApplicationBootstrap {
  private readonly sweeper: Sweeper;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
    readiness: Readiness,
    shutdown: Shutdown,
  ) {
    this.sweeper = new Sweeper({ name: 'nonces', everySeconds: EVERY_SECONDS, sweep: () => this.sweep(), log });
    // Rows that stay too long refuse no request, so the process is only degraded.
    readiness.register(
      'sweep nonces',
      () => {
        this.sweeper.checkSweeping();
      },
      { otherwise: 'degraded' },
    );
    shutdown.add(ShutdownPhase.stopTakingWork, 'nonce sweep', () => this.sweeper.stop());
  }

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }

  private async sweep(): Promise<number> {
    let total = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const deleted = await deleteExpiredNonces(acrossTenants(this.pool, 'webhook nonces'), this.clock.now(), BATCH);
      total += deleted;
      if (deleted < BATCH) break;
    }
    return total;
  }
}
