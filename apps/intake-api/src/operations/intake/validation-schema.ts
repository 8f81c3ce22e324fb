import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { answerComponent } from '../../docs/components';
import { invalidValueSchema } from '../../docs/problem-schema';
import type { InvalidValue } from '../../problems/problem';

export const validationQuery = z.strictObject({
  report: z
    .literal('true')
    .optional()
    .meta({ override: { type: 'boolean', const: true } })
    .describe('Answers 200 also when it would not be taken: for a form that asks while somebody fills it in'),
  retry_of: z
    .uuid('must be the id of an operation')
    .optional()
    .describe(
      'The operation whose corrected request this is: the `po_number` that it holds is free for its repetition',
    ),
});

/** What `/validate` finds. */
export const validationSchema = answerComponent(
  'Validation',
  z.object({
    valid: z.boolean().describe('False only with `report=true`; else what is not valid is a 422'),
    errors: z.array(invalidValueSchema).optional().describe('What is wrong, when it is not valid'),
    warnings: z.array(invalidValueSchema).describe('What passes and may be a mistake'),
  }),
);

export function validationView(errors: readonly InvalidValue[], warnings: readonly InvalidValue[]): JsonObject {
  return {
    valid: errors.length === 0,
    ...(errors.length === 0 ? {} : { errors: errors.map((error) => ({ ...error })) }),
    warnings: warnings.map((warning) => ({ ...warning })),
  };
}
