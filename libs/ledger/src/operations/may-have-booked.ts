/**
 * `mayHaveBooked` of the domain in SQL.
 * @param row the alias of a row of `operations`
 */
export function mayHaveBooked(row: string): string {
  return `(${row}.call_started_at IS NOT NULL OR ${row}.may_have_executed)`;
}
