import type { ClientBase, PoolClient } from 'pg';
import { NotReadyError } from '../health/reason-of';

/** A pooler stands between this process and Postgres where the session must be the process's own. */
export class SessionNotOwnError extends NotReadyError {
  override readonly name = 'SessionNotOwnError';

  constructor(what: string, options?: ErrorOptions) {
    super(
      `a pooler stands before Postgres and ${what}: set DATABASE_DIRECT_URL to Postgres itself, past the pooler, and DATABASE_URL to the pooler; docs/connections.md has the recipe`,
      options,
    );
  }
}

/** PgBouncer takes no startup parameters but its own few. */
const REFUSED = /unsupported startup parameter/i;

/** @returns what the error of a connection attempt means; undefined when no pooler has refused the session's settings */
export function asSessionNotOwn(error: unknown): SessionNotOwnError | undefined {
  if (error instanceof SessionNotOwnError) return error;
  return error instanceof Error && REFUSED.test(error.message)
    ? new SessionNotOwnError('refuses the settings of the session', { cause: error })
    : undefined;
}

/**
 * A pooler that was told to ignore startup parameters drops them without a word. Limits of time and plans would be those of
 * whoever had the connection before, and notifications would never come. So each new connection is asked.
 * @param statementTimeoutMs that the connection was opened with
 * @throws SessionNotOwnError
 */
export async function assertOwnSession(client: ClientBase | PoolClient, statementTimeoutMs: number): Promise<void> {
  const { rows } = await client.query<{ kept: boolean }>(
    `SELECT current_setting('statement_timeout')::interval = interval '${Math.round(statementTimeoutMs)} ms' AS kept`,
  );
  if (rows[0]?.kept !== true) throw new SessionNotOwnError('drops the settings of the session');
}
