import { DatabaseError, type Pool, type QueryResult, type QueryResultRow } from 'pg';
import { inTransaction } from '../../database/transaction';

/** The longest that a list or a count may take which no index carries. */
const MAX_MS = 2_000;
const CANCELED = '57014';

/** No index carries the list that was asked for, and it took too long. */
export class ListTooWideError extends Error {
  override readonly name = 'ListTooWideError';
}

/**
 * Runs a query whose cost grows with the rows that it passes over.
 * @throws ListTooWideError after two seconds
 */
export async function withinSeconds<Row extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: unknown[],
): Promise<QueryResult<Row>> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${MAX_MS}`);
      return client.query<Row>(text, values);
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.code === CANCELED) {
      throw new ListTooWideError('no index carries these filters together', { cause: error });
    }
    throw error;
  }
}
