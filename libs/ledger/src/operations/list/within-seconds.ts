import { DatabaseError, type Pool, type QueryResult, type QueryResultRow } from 'pg';
import { inTransaction } from '../../database/transaction';
import type { OperationFilter } from './operation-filter';
import type { OperationSort } from './page-statement';

/** The longest that a list or a count may take which no index carries. */
const MAX_MS = 2_000;
const CANCELED = '57014';

/** What was asked for. Figures of days have neither filter nor order, and counts no order. */
export interface ListAsked {
  /** The filters are those of the audit. */
  ofAudit?: true;
  filter?: OperationFilter;
  sort?: OperationSort;
}

/** No index carries what was asked for, and it took too long. */
export class ListTooWideError extends Error {
  override readonly name = 'ListTooWideError';

  constructor(
    readonly asked: ListAsked,
    cause: DatabaseError,
  ) {
    super('no index carries these filters together', { cause });
  }
}

/**
 * Runs a query whose cost grows with the rows that it passes over.
 * @throws ListTooWideError after two seconds
 */
export async function withinSeconds<Row extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: unknown[],
  asked: ListAsked,
): Promise<QueryResult<Row>> {
  try {
    return await inTransaction(pool, async (client) => {
      // Where estimates are far off, Postgres compiles the plan, for longer than it then runs.
      await client.query(`SELECT set_config('statement_timeout', '${MAX_MS}', true), set_config('jit', 'off', true)`);
      return client.query<Row>(text, values);
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.code === CANCELED) {
      throw new ListTooWideError(asked, error);
    }
    throw error;
  }
}
