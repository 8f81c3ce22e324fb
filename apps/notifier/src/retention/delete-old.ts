import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { deleteOldWebhooks } from '@adcp-orchestrator/ledger';

const BATCH = 500;
/** The next sweep goes on with what is left. */
const MAX_BATCHES = 20;

/**
 * Deletes what has served its time: the claims of webhooks that came more than 30 days ago.
 * @returns how many rows were deleted
 */
export async function deleteOld({ pool, clock }: { pool: Pool; clock: Clock }): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const deleted = await deleteOldWebhooks(pool, clock.now(), BATCH);
    total += deleted;
    if (deleted < BATCH) break;
  }
  return total;
}
