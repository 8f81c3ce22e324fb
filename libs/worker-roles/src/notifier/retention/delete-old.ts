import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  checkClock,
  deleteOldAnswers,
  deleteOldWebhooks,
  forgetPreviousSecrets,
  forgetRotatedSecrets,
} from '@adcp-orchestrator/ledger';

const BATCH = 500;
/** The next sweep goes on with what is left. A shutdown waits for this one, and grants five seconds. */
const LIMIT_MS = 4_000;

/**
 * Deletes what has served its time, whatever a tenant keeps: the claims of webhooks that came more than 30 days ago, what
 * receivers answered more than 30 days ago, and the secrets from before a rotation that nobody uses any more.
 * @returns how many rows were deleted or cleared
 * @throws ClockAheadError as `checkClock`; nothing was deleted then
 */
export async function deleteOld({ pool, clock }: { pool: Pool; clock: Clock }): Promise<number> {
  await checkClock(pool);
  const until = Date.now() + LIMIT_MS;
  let total = await forgetPreviousSecrets(pool, clock.now(), BATCH);
  total += await forgetRotatedSecrets(pool, clock.now(), BATCH);
  for (const deleteBatch of [deleteOldWebhooks, deleteOldAnswers]) {
    let deleted: number;
    do {
      deleted = await deleteBatch(pool, clock.now(), BATCH);
      total += deleted;
    } while (deleted === BATCH && Date.now() < until);
  }
  return total;
}
