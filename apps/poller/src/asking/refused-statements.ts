import { DatabaseError } from 'pg';

/** Postgres refuses the statement itself, whatever its values: a permission, a table or a column is missing. */
const REFUSED = /^42/;

/**
 * Remembers the errors of turns that a sweep starts without waiting for them. Each error is logged. When Postgres
 * refused a statement, the next sweep fails with that error, so that readiness sees it. An error that only one seller
 * has does not fail a sweep.
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
