import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Role } from '@adcp-orchestrator/access';
import { type JsonObject, dialectNames, operationTypes, typesOfDialect } from '@adcp-orchestrator/domain';
import { requestSchema } from '@adcp-orchestrator/sellers/requests';
import { z } from 'zod';
import { RequiresRole } from '../../access/requires-role';
import { answerComponent } from '../../docs/components';
import { Documented } from '../../docs/documented';
import { requestExample } from '../../docs/requests';
import { RequestProblemError } from '../../problems/problem';

/** It changes with a release of the service alone. A form that was open through one is checked by the new one. */
const KEEP_SECONDS = 3_600;

const schemaSchema = answerComponent(
  'RequestSchema',
  z.object({
    dialect: z.enum(dialectNames),
    type: z.enum(operationTypes),
    schema: z
      .record(z.string(), z.unknown())
      .describe(
        'JSON Schema (draft 7) of `request`, without what the service supplies; references lead to `definitions`',
      ),
    example: z.record(z.string(), z.unknown()).describe('A request that passes, to start from'),
  }),
);

/** By what requests are checked, for programs that draw a form. */
@Controller('v1/schemas')
export class RequestSchemaController {
  @Get(':dialect/:type')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'The schema of a request',
    description:
      'For adcp-v3 the official schemas of the release that the service checks by. What it asks for beyond them (dates in order, one currency), `POST /v1/operations/validate` says.',
    pathParameters: { dialect: 'How the seller speaks', type: 'The type of the operation' },
    answers: {
      200: {
        description: 'The schema',
        schema: schemaSchema,
        example: {
          dialect: 'hitl-v1',
          type: 'update_media_buy',
          schema: {
            type: 'object',
            properties: { media_buy_id: { type: 'string', minLength: 1, maxLength: 255 } },
            required: ['media_buy_id'],
          },
          example: { media_buy_id: 'mb_1', total_budget: 60_000 },
        },
      },
    },
  })
  read(
    @Param('dialect') given: string,
    @Param('type') wanted: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): JsonObject {
    const dialect = dialectNames.find((name) => name === given);
    const type = operationTypes.find((name) => name === wanted);
    const schema = dialect === undefined || type === undefined ? null : requestSchema(dialect, type);
    if (dialect === undefined || type === undefined || schema === null) throw noSuchSchema();
    void reply.header('cache-control', `private, max-age=${KEEP_SECONDS}`);
    return { dialect, type, schema, example: requestExample(dialect, type) };
  }
}

function noSuchSchema(): RequestProblemError {
  const known = dialectNames.map((name) => `${name} (${typesOfDialect[name].join(', ')})`);
  return new RequestProblemError('not-found', `There is a schema for each type of a dialect: ${known.join('; ')}.`);
}
