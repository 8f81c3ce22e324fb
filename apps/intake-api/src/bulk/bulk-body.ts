import { z } from 'zod';
import { bodyComponent } from '../docs/components';
import type { Action } from '../operations/actions/operator-actions';
import { operationFilters } from '../operations/reading/operation-query';
import { prose } from '../validation/text';

/** A selection has at most so many operations. */
export const MAX_SELECTION = 10_000;

const selection = {
  ids: z
    .array(z.uuid())
    .min(1)
    .max(MAX_SELECTION, `must have at most ${MAX_SELECTION} items`)
    .transform((ids) => [...new Set(ids.map((id) => id.toLowerCase()))])
    .optional()
    .describe('These operations, in this order; or else `filter`'),
  filter: z
    .strictObject(operationFilters)
    .refine((filter) => Object.keys(filter).length > 0, {
      error: 'must have at least one filter: an action on everything is not meant',
    })
    .optional()
    .describe('The operations that the list shows under these filters at this moment, the newest first'),
  dry_run: z.boolean().default(false).describe('Only finds out, for each, whether the action is possible now'),
};
const note = prose(2_000).describe('Who said so, and how: it goes into each timeline');

/** One action on many operations. */
export const bulkBody = bodyComponent(
  'NewBulk',
  z
    .discriminatedUnion('action', [
      z.strictObject({ action: z.literal('cancel').describe('Cancels what was not sent yet'), ...selection }),
      z.strictObject({ action: z.literal('poll').describe('Asks the sellers now'), ...selection }),
      z.strictObject({
        action: z.literal('retry').describe('Sends again, or repeats what ended badly'),
        accept_double_booking: z.boolean().default(false).describe('As with a single retry'),
        ...selection,
      }),
      z.strictObject({
        action: z
          .literal('acknowledge')
          .describe('Takes contradictions, late settlements and possible bookings off the attention list'),
        note,
        ...selection,
      }),
      z.strictObject({
        action: z.literal('resolve').describe('Records an end that was learned elsewhere'),
        status: z
          .enum(['failed', 'rejected', 'canceled'])
          .describe('A good end names a media buy, so it is resolved one by one'),
        note,
        ...selection,
      }),
    ])
    .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
      path: ['ids'],
      error: 'or "filter" must say which operations are meant: one of the two',
    }),
);

export type BulkBody = z.output<typeof bulkBody>;

/** @returns the action that is done to each operation of the selection */
export function actionOf(body: BulkBody): Action {
  switch (body.action) {
    case 'cancel':
    case 'poll':
      return { kind: body.action };
    case 'retry':
      return { kind: 'retry', body: { accept_double_booking: body.accept_double_booking } };
    case 'acknowledge':
      return { kind: 'acknowledge', body: { note: body.note } };
    case 'resolve':
      return { kind: 'resolve', body: { status: body.status, note: body.note } };
  }
}
