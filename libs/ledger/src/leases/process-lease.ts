import type { Pool } from 'pg';

/** What one process does for all of them: `gauges` are the metrics that are counts of the database. */
export const ProcessLease = { gauges: 'gauges' } as const;
export type ProcessLease = (typeof ProcessLease)[keyof typeof ProcessLease];

/**
 * Takes a lease that is free or has ended, or renews one's own; one guarded statement, on the database's clock. A row and
 * not a session's lock, so that it also holds over a pooler that lends a connection per transaction.
 * @param owner unique per process
 * @param seconds until it ends by itself, when its process dies
 * @returns whether the owner has it now
 */
export async function holdProcessLease(
  pool: Pool,
  lease: ProcessLease,
  owner: string,
  seconds: number,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'process-lease-hold',
    text: `
INSERT INTO process_leases AS l (name, owner, until)
VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, until = EXCLUDED.until
WHERE l.owner = EXCLUDED.owner OR l.until < clock_timestamp()`,
    values: [lease, owner, seconds],
  });
  return rowCount === 1;
}

/** Gives a lease back, as far as the owner has it: another process may take it at once. */
export async function releaseProcessLease(pool: Pool, lease: ProcessLease, owner: string): Promise<void> {
  await pool.query({
    name: 'process-lease-release',
    text: 'DELETE FROM process_leases WHERE name = $1 AND owner = $2',
    values: [lease, owner],
  });
}
