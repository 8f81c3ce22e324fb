import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { deleteOldWebhooks, forgetPreviousSecrets } from '@adcp-orchestrator/ledger';

const BATCH = 500;
/** The next sweep goes on with what is left. */
const MAX_BATCHES = 20;

/**
 * Deletes what has served its time: the claims of webhooks that came more than 30 days ago, and the webhook secrets from
 * before a rotation that nobody uses any more.
 * @returns how many rows were deleted or cleared
 */
export async function deleteOld({ pool, clock }: { pool: Pool; clock: Clock }): Promise<number> {
  let total = await forgetPreviousSecrets(pool, clock.now(), BATCH);
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const deleted = await deleteOldWebhooks(pool, clock.now(), BATCH);
    total += deleted;
    if (deleted < BATCH) break;
  }
  return total;
}
