import { DatabaseError } from 'pg';

/** Postgres refuses the statement itself, whatever its values: a permission, a table or a column is missing. */
const REFUSED = /^42/;

/**
 * Remembers that Postgres refused a statement of a turn. A sweep starts turns and does not wait for them, so their
 * errors are only logged. A refused statement makes the next sweep fail, and readiness sees that. An error that only
 * one seller has makes no sweep fail.
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
