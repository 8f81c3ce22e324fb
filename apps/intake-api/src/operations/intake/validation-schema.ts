import { z } from 'zod';
import { invalidValueSchema } from '../../docs/problem-schema';
import { answerComponent } from '../../docs/components';

/** What `/validate` answers when an operation would be taken. */
export const validationSchema = answerComponent(
  'Validation',
  z.object({
    valid: z.literal(true),
    warnings: z.array(invalidValueSchema).describe('What passes and may be a mistake'),
  }),
);
