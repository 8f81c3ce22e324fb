import { z } from 'zod';
import { wording } from './zod-wording';

/** Control characters have no place in names and numbers, and Postgres stores no NUL in a text. */
const CONTROL = /\p{Cc}/u;

/** @returns a schema for one line of text, `least` to `most` characters */
export function line(most: number, least = 1) {
  return z
    .string()
    .min(least)
    .max(most)
    .refine(
      (text) => !CONTROL.test(text),
      wording('must not hold control characters', 'Write it on one line, without tabs.'),
    );
}

/** @returns a schema for text of several lines, 1 to `most` characters */
export function prose(most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => !text.includes('\0'), wording('must not hold NUL', 'Leave the NUL characters out.'));
}

/** An instant, as ISO 8601 with its offset, in the years that the database writes with four digits. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine(
    (at) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9_999,
    wording('must lie in the years 1 to 9999', 'Write it like 2026-03-01T09:00:00Z.'),
  );
