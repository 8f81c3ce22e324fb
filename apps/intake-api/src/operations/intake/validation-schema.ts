import { z } from 'zod';
import { invalidValueSchema } from '../../docs/problem-schema';
import { answerComponent } from '../../docs/components';

export const validationQuery = z.strictObject({
  report: z
    .literal('true', 'must be "true"')
    .optional()
    .meta({ override: { type: 'boolean', const: true } })
    .describe('Answers 200 also when it would not be taken: for a form that asks while somebody fills it in'),
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
