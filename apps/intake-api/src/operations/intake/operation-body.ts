import {
  DeadlineInvalidError,
  type JsonObject,
  MAX_PO_NUMBER_CHARACTERS,
  operationTypes,
  parseDeadline,
} from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { bodyComponent } from '../../docs/components';
import { requestInDocument } from '../../docs/requests';
import { line } from '../../validation/text';
import { wording } from '../../validation/zod-wording';

/** An ISO 8601 duration from 1 second to 90 days. */
export const deadlineText = z
  .string()
  .max(64)
  .superRefine((text, context) => {
    try {
      parseDeadline(text);
    } catch (error) {
      if (!(error instanceof DeadlineInvalidError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, suggestion: 'Write it like PT24H or P2D.' });
    }
  });

/** What a seller's tool is called with. The seller's dialect judges it. */
export const requestObject = z
  .custom<JsonObject>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    wording('must be a JSON object', 'Send an object.'),
  )
  .meta({ override: requestInDocument });

/** The envelope of a request. The seller's dialect judges `request` itself. */
export const operationBody = bodyComponent(
  'NewOperation',
  z.strictObject({
    type: z.enum(operationTypes),
    seller_id: line(64),
    request: requestObject.describe(
      "What the seller's tool is called with, without `idempotency_key` and `push_notification_config`",
    ),
    po_number: line(MAX_PO_NUMBER_CHARACTERS)
      .optional()
      .describe('The same as in `request`, or instead of it; only for `create_media_buy`'),
    user_id: line(256).optional().describe('Who wants it; told in every notification'),
    deadline: deadlineText.optional().describe('ISO 8601 duration, PT1S to P90D; else by seller, tenant and type'),
  }),
);

export type OperationBody = z.output<typeof operationBody>;
