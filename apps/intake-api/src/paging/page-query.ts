import { z } from 'zod';
import { line } from '../validation/text';
import { wording } from '../validation/zod-wording';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** @returns a schema for a whole number in a query */
export function wholeNumber(least: number, most: number, fallback: number) {
  const fits = (text: string): boolean => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .refine(
      fits,
      wording(`must be a whole number from ${least} to ${most}`, `Write a number such as ${fallback || most}.`),
    )
    .transform(Number)
    .default(fallback)
    .meta({ override: { type: 'integer', minimum: least, maximum: most, default: fallback } });
}

/** The parameters of every list. */
export const pageQuery = {
  limit: wholeNumber(1, MAX_PAGE, DEFAULT_PAGE).describe('Items on a page'),
  cursor: line(1_024).optional().describe('`next_cursor` of the page before'),
};
