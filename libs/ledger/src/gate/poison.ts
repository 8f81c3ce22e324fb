import { DatabaseError } from 'pg';

/** The SQLSTATE classes of errors that the data causes, not the server. */
const dataClasses = new Set(['21', '22', '23', '42', '54', 'P0']);

/** @returns whether something in the rows made the statement fail, so that a smaller batch may pass */
export function isPoison(error: unknown): boolean {
  return error instanceof DatabaseError && dataClasses.has((error.code ?? '').slice(0, 2));
}
