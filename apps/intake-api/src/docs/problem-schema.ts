import { webhookProblemKinds } from '@adcp-orchestrator/webhooks';
import { z } from 'zod';
import { PROBLEM_TYPE_BASE, problemCatalog } from '../problems/problem-catalog';
import { answerComponent } from './components';

/** Senders of webhooks are refused in words of their own. */
const kinds = [...new Set([...Object.keys(problemCatalog), ...webhookProblemKinds])];

/** One value that is not as it must be. */
export const invalidValueSchema = answerComponent(
  'InvalidValue',
  z.object({
    in: z.enum(['body', 'query', 'path', 'header']),
    pointer: z.string().describe('JSON pointer (RFC 6901) into that part of the request'),
    detail: z.string().describe('What is wrong, in words'),
    limit: z
      .unknown()
      .optional()
      .describe('The limit that it breaks, for a program: a number, a format, the values that may stand there'),
    suggestion: z.string().optional().describe('What to do, for a person'),
  }),
);

/** RFC 9457, as this API answers it; some kinds have further members. */
export const problemSchema = answerComponent(
  'Problem',
  z.looseObject({
    type: z.enum(kinds.map((kind) => PROBLEM_TYPE_BASE + kind) as [string, ...string[]]),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(invalidValueSchema).optional(),
    limit_name: z.string().optional().describe('The limit of the tenant that is used up, as `GET /v1/me` names it'),
    limit: z.int().optional().describe('How many the tenant may have'),
    used: z.int().optional().describe('How many it has'),
    request_id: z.string().optional().describe('Also in the header `X-Request-Id` and in the log'),
  }),
);
