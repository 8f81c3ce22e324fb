import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { parentOf } from './process-cpu';

export interface StatementCost {
  /** The same for a statement with other constants. */
  id: string;
  text: string;
  calls: number;
  /** Of planning too, where the server counts it. */
  milliseconds: number;
  /** Pages that it looked at, in the cache or not. They do not depend on what else the machine does. */
  pages: number;
  /** The role that it ran under. */
  role: string;
}

/** The server that both sides use, as far as the bench looks at it. */
export class PostgresProbe {
  private constructor(
    private readonly client: Client,
    /** Null when the server is not on this machine. */
    readonly postmaster: number | null,
    private readonly countsStatements: boolean,
    readonly version: string,
  ) {}

  /** @param url of a database of our own, in which the extension may be created */
  static async connect(url: string): Promise<PostgresProbe> {
    const client = new Client({ connectionString: url, query_timeout: 30_000 });
    await client.connect();
    const { rows } = await client.query<{ pid: number; libraries: string; version: string }>(
      `SELECT pg_backend_pid() AS pid, current_setting('shared_preload_libraries') AS libraries,
              current_setting('server_version') AS version`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('Postgres did not say who it is');
    const counts = row.libraries.includes('pg_stat_statements');
    if (counts) await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new PostgresProbe(client, isPostgres(row.pid) ? parentOf(row.pid) : null, counts, row.version);
  }

  /** From now on, the sides' statements are counted from zero. */
  async reset(): Promise<void> {
    if (this.countsStatements) await this.client.query('SELECT pg_stat_statements_reset()');
  }

  /** @returns what ran in a database since the last reset, the costliest first; null when the server does not count */
  async statements(databaseUrl: string): Promise<StatementCost[] | null> {
    if (!this.countsStatements) return null;
    const { rows } = await this.client.query<{
      id: string;
      query: string;
      calls: string;
      total: number;
      pages: string;
      role: string;
    }>(
      `SELECT queryid AS id, query, calls, total_exec_time + total_plan_time AS total,
         shared_blks_hit + shared_blks_read AS pages, pg_get_userbyid(userid) AS role
       FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = $1 ORDER BY total_exec_time + total_plan_time DESC`,
      [new URL(databaseUrl).pathname.slice(1)],
    );
    return rows.map(({ id, query, calls, total, pages, role }) => ({
      id,
      text: query,
      calls: Number(calls),
      milliseconds: total,
      pages: Number(pages),
      role,
    }));
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false; // another machine's process id
  }
}
