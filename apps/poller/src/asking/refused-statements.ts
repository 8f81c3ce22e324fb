import { DatabaseError } from 'pg';

/** Postgres refuses the statement itself, whatever its values: a permission, a table or a column is missing. */
const REFUSED = /^42/;

/**
 * What became of turns that a sweep only starts: their errors are logged one by one, and the next sweep fails with one
 * when Postgres refuses their statements. An error that only one seller has is none of the sweep's.
 */
export class RefusedStatements {
  private last: DatabaseError | null = null;

  /** A turn ended with this error. */
  note(error: unknown): void {
    if (error instanceof DatabaseError && REFUSED.test(error.code ?? '')) this.last = error;
  }

  /** @throws DatabaseError the last one since the call before */
  throwLast(): void {
    const { last } = this;
    this.last = null;
    if (last !== null) throw last;
  }
}
