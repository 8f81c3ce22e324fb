import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { type Ledger, nearDeadlines } from '@adcp-orchestrator/ledger';

const BATCH = 100;
/** The next sweep goes on with what is left. */
const MAX_BATCHES = 20;

/**
 * Tells the gate of operations whose deadline is near. The gate warns the desk once for each deadline: two replicas that
 * see the same operation do no harm.
 * @returns how many were handed over
 */
export async function warnOfDeadlines({
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
    const passed = await nearDeadlines(pool, now, BATCH);
    await ledger.observeMany(
      passed.map(({ tenantId, operationId }) => ({
        tenantId,
        operationId,
        source: 'timer',
        receivedAt: now,
        finding: { kind: 'deadline_near' },
      })),
    );
    total += passed.length;
    if (passed.length < BATCH) break;
  }
  return total;
}
