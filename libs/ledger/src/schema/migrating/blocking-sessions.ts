import type { Pool } from 'pg';

/** A session that holds a lock which a migration waits for. Its statement is left out: it may hold values. */
export interface BlockingSession {
  pid: number;
  words: string;
}

interface Row {
  pid: number;
  application: string | null;
  role: string | null;
  state: string | null;
  since: Date | null;
}

/**
 * Finds the sessions that block those with one of these application names.
 * @returns none while none of them waits for a lock
 */
export async function blockingSessions(pool: Pool, applicationNames: readonly string[]): Promise<BlockingSession[]> {
  const { rows } = await pool.query<Row>(
    `SELECT DISTINCT b.pid, nullif(a.application_name, '') AS application, a.usename AS role, a.state,
       coalesce(a.xact_start, a.query_start) AS since
     FROM pg_stat_activity w CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b(pid)
     LEFT JOIN pg_stat_activity a ON a.pid = b.pid
     WHERE w.datname = current_database() AND w.application_name = ANY($1) AND w.wait_event_type = 'Lock'
     ORDER BY since NULLS LAST, b.pid LIMIT 10`,
    [applicationNames],
  );
  return rows.map((row) => ({ pid: row.pid, words: inWords(row) }));
}

/** `pg_blocking_pids` says 0 for a prepared transaction: no session holds its locks. */
function inWords({ pid, application, role, state, since }: Row): string {
  if (pid === 0) return 'a prepared transaction (see pg_prepared_xacts)';
  const known = [
    application === null ? null : `application "${application}"`,
    role === null ? null : `role "${role}"`,
    state,
    since === null ? null : `since ${since.toISOString()}`,
  ].filter((one) => one !== null);
  return `pid ${pid}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}
