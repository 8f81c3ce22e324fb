import { type Connection, Query, type QueryConfig } from 'pg';

/** What `pg` calls on a query while it runs. Its types leave this out, although `pg-cursor` builds on it too. */
interface RunningQuery {
  callback?: (error: Error | null, result: unknown) => void;
  submit(connection: Connection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}

const PgQuery = Query as unknown as new (config: QueryConfig & { queryMode: 'extended' }) => RunningQuery;

/**
 * A query and, before it, a statement that sets something for its transaction. Both are sent at once, and the server runs
 * them in one transaction. So no setting outlives the query, which a pooler that shares connections between transactions
 * needs; and it costs no round trip. Inside a transaction that was begun before, the settings hold until that one ends.
 *
 * A setting statement with a name must have been prepared on the connection.
 */
export class SettingQuery extends PgQuery {
  /** The settings are answered first. What comes until that answer is complete is not the query's. */
  private setting = true;

  constructor(
    config: QueryConfig,
    private readonly settings: QueryConfig<string[]>,
  ) {
    // Only the extended protocol puts several statements into one transaction without a round trip.
    super({ ...config, queryMode: 'extended' });
  }

  override submit(connection: Connection): Error | null {
    const { stream } = connection;
    const { name, text, values } = this.settings;
    stream.cork();
    try {
      if (name === undefined) connection.parse({ text, name: '', types: [] }, true);
      connection.bind({ statement: name, values }, true);
      connection.execute({}, true);
      const error = super.submit(connection);
      // A query that cannot be sent (it has no text, say) leaves the settings unanswered: the connection is of no use.
      if (error !== null) stream.destroy(error);
      return error;
    } finally {
      stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (!this.setting) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.setting) this.setting = false;
    else super.handleCommandComplete(message, connection);
  }
}
