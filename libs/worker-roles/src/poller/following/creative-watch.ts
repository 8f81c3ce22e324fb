import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { type Ledger, takeCreativeWarnings } from '@adcp-orchestrator/ledger';

const BATCH = 100;
/** Longer than the gate may take. */
const HOLD_SECONDS = 300;

/**
 * Warns desks of media buys whose creatives are still missing a day before they are due. The gate owes the notification
 * and clears the warning in one statement, so that it is given once.
 * @returns how many were due
 */
export async function watchCreatives({
  pool,
  ledger,
  clock,
}: {
  pool: Pool;
  ledger: Pick<Ledger, 'observeMany'>;
  clock: Clock;
}): Promise<number> {
  const now = clock.now();
  const due = await takeCreativeWarnings(pool, now, HOLD_SECONDS, BATCH);
  await ledger.observeMany(
    due.map(({ tenantId, operationId, creativeDeadline }) => ({
      tenantId,
      operationId,
      source: 'timer',
      receivedAt: now,
      finding: { kind: 'creatives_due', deadline: creativeDeadline },
    })),
  );
  return due.length;
}
