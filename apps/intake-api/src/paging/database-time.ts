import { z } from 'zod';

/** A time in a cursor, as the database writes it: with its microseconds, which a `Date` does not have. */
export const databaseTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d){0,2}$/)
  .refine((text) => isInstant(text.slice(0, 19).replace(' ', 'T')));

/** Whether the day and the hour exist. The engine would take the 30th of February for a day in March. */
function isInstant(text: string): boolean {
  const at = new Date(`${text}Z`);
  return at.getTime() > 0 && at.toISOString().startsWith(text);
}
