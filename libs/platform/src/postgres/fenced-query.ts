import { type Connection, Query, type QueryConfig } from 'pg';

/** The database role of the API (ADR 23). It sees rows through row-level security only. */
export const API_ROLE = 'adcp_api';

const NAME = 'tenant-fence';

/**
 * Sets role and tenant until the transaction ends.
 * @param role `none` keeps the role of the login: it prepares the statement where no role has been made yet
 */
export function fenceStatement(role: typeof API_ROLE | 'none', tenant: string): QueryConfig<string[]> {
  return {
    name: NAME,
    text: `SELECT set_config('role', $1, true), set_config('ado.tenant', $2, true)`,
    values: [role, tenant],
  };
}

/** What `pg` calls on a query while it runs. Its types leave this out, although `pg-cursor` builds on it too. */
interface RunningQuery {
  callback?: (error: Error | null, result: unknown) => void;
  submit(connection: Connection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}

const PgQuery = Query as unknown as new (config: QueryConfig & { queryMode: 'extended' }) => RunningQuery;

/**
 * A query behind the fence of one tenant. It sends two statements at once, and the server runs both in one transaction:
 * the first sets role and tenant for that transaction, the second is the query. So no setting outlives the query, which a
 * pooler that shares connections between transactions needs; and the fence costs no round trip. Inside a transaction
 * that was begun before, it holds until that one ends.
 *
 * The connection must have prepared `fenceStatement` before.
 */
export class FencedQuery extends PgQuery {
  /** The fence is answered first. What comes until that answer is complete is not the query's. */
  private fencing = true;

  constructor(
    config: QueryConfig,
    private readonly tenant: string,
  ) {
    // Only the extended protocol puts several statements into one transaction without a round trip.
    super({ ...config, queryMode: 'extended' });
  }

  override submit(connection: Connection): Error | null {
    const { stream } = connection;
    stream.cork();
    try {
      const { values } = fenceStatement(API_ROLE, this.tenant);
      connection.bind({ statement: NAME, values }, true);
      connection.execute({}, true);
      const error = super.submit(connection);
      // A query that cannot be sent (it has no text, say) leaves the fence unanswered: the connection is of no use.
      if (error !== null) stream.destroy(error);
      return error;
    } finally {
      stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (!this.fencing) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.fencing) this.fencing = false;
    else super.handleCommandComplete(message, connection);
  }
}
