import { DatabaseError } from 'pg';
import { HELD_PO_NUMBER } from '../schema/operation-table';

const UNIQUE_VIOLATION = '23505';

/**
 * @returns whether a write failed because another operation took the `po_number` just before; then it is decided again
 */
export function isNumberTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === HELD_PO_NUMBER;
}
