import type { Pool } from 'pg';
import { NotReadyError } from '@adcp-orchestrator/platform';

/** Machines that follow the same time servers differ by far less. */
const MOST_AHEAD_MS = 60_000;

/** This machine's clock runs ahead of Postgres'. */
export class ClockAheadError extends NotReadyError {
  override readonly name = 'ClockAheadError';
}

/**
 * What is old enough to be deleted is told by the clock of one machine. If that clock ran a year ahead, it would delete
 * what tenants still keep.
 * @throws ClockAheadError when it is more than a minute ahead of Postgres'
 */
export async function checkClock(pool: Pool): Promise<void> {
  // Read first, so that the way to Postgres makes the difference smaller, never larger.
  const here = Date.now();
  const { rows } = await pool.query<{ now: Date }>({ name: 'clock', text: 'SELECT clock_timestamp() AS now' });
  const there = rows[0]?.now.getTime() ?? -Infinity;
  const aheadMs = here - there;
  if (aheadMs <= MOST_AHEAD_MS) return;
  throw new ClockAheadError(
    `the clock here is ${Math.round(aheadMs / 1_000)} s ahead of Postgres', so nothing is deleted: let every machine follow the same time servers (NTP)`,
  );
}
