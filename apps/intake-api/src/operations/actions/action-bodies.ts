import { MAX_SELLER_ID_CHARACTERS } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { bodyComponent } from '../../docs/components';
import { requestObject } from '../intake/operation-body';
import { line, prose } from '../../validation/text';

export const retryBody = bodyComponent(
  'Retry',
  z
    .strictObject({
      accept_double_booking: z
        .boolean()
        .default(false)
        .describe('Needed when an earlier call may have booked and the seller does not promise to recognise it'),
      request: requestObject
        .optional()
        .describe(
          'For one that is `failed` or `rejected`: the corrected request, checked as at intake. Without a `po_number` it keeps the one there was',
        ),
    })
    .default({ accept_double_booking: false }),
);

export type RetryBody = z.output<typeof retryBody>;

const note = prose(2_000).describe('Who said so, and how: it goes into the timeline');
const creativeDeadline = z.iso.datetime({ offset: true });

export const acknowledgeBody = bodyComponent('Acknowledgement', z.strictObject({ note }));

/** Who looks after an operation that needs a person. */
export const attentionBody = bodyComponent(
  'AttentionChange',
  z
    .strictObject({
      assignee: line(256).nullable().optional().describe('Who looks after it, in your own words; null for nobody'),
      note: prose(2_000).nullable().optional().describe('What is known; null for nothing'),
    })
    .refine((body) => body.assignee !== undefined || body.note !== undefined, 'must have "assignee" or "note"'),
);

/** An outcome that a person learned elsewhere. */
export const resolveBody = bodyComponent(
  'Resolution',
  z.discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('created').describe('For create_media_buy'),
      media_buy_id: line(MAX_SELLER_ID_CHARACTERS),
      creative_deadline: creativeDeadline.optional(),
      note,
    }),
    z.strictObject({
      status: z.literal('completed').describe('For every other type'),
      media_buy_id: line(MAX_SELLER_ID_CHARACTERS).optional(),
      note,
    }),
    z.strictObject({ status: z.literal('failed'), reason: prose(2_000).optional(), note }),
    z.strictObject({ status: z.literal('rejected'), reason: prose(2_000).optional(), note }),
    z.strictObject({ status: z.literal('canceled'), note }),
  ]),
);

export type AcknowledgeBody = z.output<typeof acknowledgeBody>;
export type AttentionChange = z.output<typeof attentionBody>;
export type ResolveBody = z.output<typeof resolveBody>;
