import type { Pool } from 'pg';
import type { OperationStatus } from '@adcp-orchestrator/domain';
import { type Installation, readInstallation } from './installation';
import { maybeSentSince } from './restore-installation';

/** What there is to know before a restore. */
export interface BeforeRestore extends Installation {
  operations: number;
  /** When an operation was last changed; null: there is none. */
  newest: Date | null;
  /** How many may have been sent since, by status. */
  maybeSent: { status: OperationStatus; count: number }[];
  runningJobs: number;
}

/** Reads the whole table of operations: seconds for a million. It is asked for once, by a person. */
export async function lookBeforeRestore(pool: Pool): Promise<BeforeRestore> {
  const installation = await readInstallation(pool);
  const { rows: whole } = await pool.query<{ operations: number; newest: Date | null }>(
    'SELECT count(*)::int AS operations, max(updated_at) AS newest FROM operations',
  );
  const { rows: maybeSent } = await pool.query<{ status: OperationStatus; count: number }>(
    `SELECT o.status, count(*)::int AS count FROM operations o WHERE ${maybeSentSince} GROUP BY o.status ORDER BY o.status`,
  );
  const { rows: jobs } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM bulk_jobs WHERE status = 'running'`,
  );
  const { operations = 0, newest = null } = whole[0] ?? {};
  return { ...installation, operations, newest, maybeSent, runningJobs: jobs[0]?.count ?? 0 };
}
