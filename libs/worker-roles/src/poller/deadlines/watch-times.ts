import type { Pool } from 'pg';
import type { Clock, Finding } from '@adcp-orchestrator/domain';
import { type Ledger, nearDeadlines, passedDeadlines, passedOverdueTimes } from '@adcp-orchestrator/ledger';
import { inLeg } from '@adcp-orchestrator/platform';

const BATCH = 100;
/** The next sweep goes on with what is left. */
const MAX_BATCHES = 20;

/** What watching times needs. */
export interface TimeWatch {
  pool: Pool;
  ledger: Pick<Ledger, 'observeMany'>;
  clock: Clock;
}

/**
 * Tells the gate of deadlines that have passed (guide, Timeout Handling).
 * @returns how many had passed
 */
export function watchDeadlines(watch: TimeWatch): Promise<number> {
  return tellOfTimes(watch, passedDeadlines, { kind: 'deadline_passed' });
}

/**
 * Tells the gate of operations that take longer than usual. The gate decides by what is known of the seller now.
 * @returns how many had become overdue
 */
export function watchOverdue(watch: TimeWatch): Promise<number> {
  return tellOfTimes(watch, passedOverdueTimes, { kind: 'overdue_passed' });
}

/**
 * Tells the gate of operations whose deadline is near. The gate warns the desk once for each deadline.
 * @returns how many were handed over
 */
export function warnOfDeadlines(watch: TimeWatch): Promise<number> {
  return tellOfTimes(watch, nearDeadlines, { kind: 'deadline_near' });
}

/** The gate decides what a time means for each operation. So two replicas that see the same time do no harm. */
async function tellOfTimes(
  { pool, ledger, clock }: TimeWatch,
  findDue: typeof passedDeadlines,
  finding: Finding,
): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const now = clock.now();
    const due = await findDue(pool, now, BATCH);
    if (due.length === 0) break;
    await inLeg(
      () => ({
        name: finding.kind.replaceAll('_', ' '),
        operations: due.map(({ tenantId, operationId: id }) => ({ tenantId, id })),
      }),
      () => ledger.observeMany(due.map((operation) => ({ ...operation, source: 'timer', receivedAt: now, finding }))),
    );
    total += due.length;
    if (due.length < BATCH) break;
  }
  return total;
}
