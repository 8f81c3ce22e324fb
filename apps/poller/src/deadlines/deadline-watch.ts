import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { type Ledger, passedDeadlines } from '@adcp-orchestrator/ledger';

const BATCH = 100;
/** The next sweep goes on with what is left. */
const MAX_BATCHES = 20;

/**
 * Tells the gate of deadlines that have passed (guide, Timeout Handling). The gate decides what that means for each
 * operation. Two replicas that see the same deadline do no harm.
 * @returns how many had passed
 */
export async function watchDeadlines({
  pool,
  ledger,
  clock,
}: {
  pool: Pool;
  ledger: Pick<Ledger, 'observeMany'>;
  clock: Clock;
}): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const now = clock.now();
    const passed = await passedDeadlines(pool, now, BATCH);
    await ledger.observeMany(
      passed.map(({ tenantId, operationId }) => ({
        tenantId,
        operationId,
        source: 'timer',
        receivedAt: now,
        finding: { kind: 'deadline_passed' },
      })),
    );
    total += passed.length;
    if (passed.length < BATCH) break;
  }
  return total;
}
