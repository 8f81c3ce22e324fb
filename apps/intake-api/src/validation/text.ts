import { z } from 'zod';

/** Control characters have no place in names and numbers, and Postgres stores no NUL in a text. */
const CONTROL = /\p{Cc}/u;

/** @returns a schema for one line of text, `least` to `most` characters */
export function line(most: number, least = 1) {
  return z
    .string()
    .min(least, least === 1 ? 'must not be empty' : `must have at least ${least} characters`)
    .max(most, `must have at most ${most} characters`)
    .refine((text) => !CONTROL.test(text), { error: 'must not hold control characters' });
}

/** @returns a schema for text of several lines, 1 to `most` characters */
export function prose(most: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .refine((text) => !text.includes('\0'), { error: 'must not hold NUL' });
}

/** An instant, as ISO 8601 with its offset, in the years that the database writes with four digits. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 instant such as 2026-03-02T09:00:00Z' })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9_999, {
    error: 'must lie in the years 1 to 9999',
  });
