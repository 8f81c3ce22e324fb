import type { Pool } from 'pg';

/**
 * What one process does on behalf of all. `gauges`: exporting the metrics that are counts of the database. `retention`:
 * deleting what tenants keep no longer.
 */
export const ProcessLease = { gauges: 'gauges', retention: 'retention' } as const;
export type ProcessLease = (typeof ProcessLease)[keyof typeof ProcessLease];

/**
 * Takes a lease that is free or has ended, or renews one's own. One guarded statement does it, on the database's clock.
 * It is a row, not a session's lock, because a pooler may lend a connection for one transaction only.
 * @param owner unique per process
 * @param seconds after which the lease ends by itself, if its process dies
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

/** Gives a lease back, if the owner has it. Another process may take it at once. */
export async function releaseProcessLease(pool: Pool, lease: ProcessLease, owner: string): Promise<void> {
  await pool.query({
    name: 'process-lease-release',
    text: 'DELETE FROM process_leases WHERE name = $1 AND owner = $2',
    values: [lease, owner],
  });
}
