import { DatabaseError } from 'pg';

/** SQLSTATE classes that say that the data, not the server, is at fault. */
const dataClasses = new Set(['21', '22', '23', '42', '54', 'P0']);

/** @returns whether the statement failed because of something in its rows, so that a smaller batch can pass. */
export function isPoison(error: unknown): boolean {
  return error instanceof DatabaseError && dataClasses.has((error.code ?? '').slice(0, 2));
}
