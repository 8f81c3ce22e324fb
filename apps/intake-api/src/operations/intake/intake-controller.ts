import { Body, Controller, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type Clock, type JsonObject, operationView } from '@adcp-orchestrator/domain';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { operationBodyExamples } from '../../docs/requests';
import { asFirstLeg } from '../../http/request-leg';
import { RequestProblemError, validationFailed } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { type Checked, CheckingPipe, ZodPipe } from '../../validation/zod-pipe';
import { etagOf } from '../reading/etag';
import { operationExample, operationSchema } from '../operation-schema';
import { IdempotencyKey } from './idempotency-key';
import { Intake } from './intake';
import { type OperationBody, operationBody } from './operation-body';
import { validationQuery, validationSchema, validationView } from './validation-schema';

/** Where a desk hands an operation over. */
@Controller('v1/operations')
export class IntakeController {
  constructor(
    private readonly intake: Intake,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('validate')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Check an operation without handing it over',
    description:
      'Keeps nothing and claims neither an `Idempotency-Key` nor a `po_number`. What is not valid is answered as it would be when handed over, and so are a `po_number` that another operation has and a tenant that has as many operations as it may. A warning names what passes and may be a mistake: a field that the seller may not know.',
    answers: {
      200: {
        description: 'It would be taken; or, with `report=true`, whether',
        schema: validationSchema,
        example: { valid: true, warnings: [] },
      },
    },
    problems: ['po-number-taken', 'operation-limit-reached'],
    bodyExamples: operationBodyExamples,
  })
  async validate(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(validationQuery, 'query')) query: z.output<typeof validationQuery>,
    @Body(new CheckingPipe(operationBody, 'body')) body: Checked<OperationBody>,
  ): Promise<JsonObject> {
    const isReport = query.report !== undefined;
    try {
      const { errors, warnings } = await this.intake.validate(principal, body, query.retry_of);
      if (errors.length > 0 && !isReport) throw validationFailed(errors);
      return validationView(errors, warnings);
    } catch (error) {
      // A number that another operation has is a fault of the form, too.
      if (!isReport || !(error instanceof RequestProblemError) || error.errors.length === 0) throw error;
      return validationView(error.errors, []);
    }
  }

  @Post()
  @HttpCode(202)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Hand an operation over',
    description:
      'It is durable when this answers, and is sent exactly once. The same request under the same `Idempotency-Key`, or a `create_media_buy` with the same `po_number` at the same seller, answers with the operation that exists, for as long as that one is kept (`GET /v1/retention`: 400 days from its end unless it was changed). The whole request is checked before it is kept: by the schema of its dialect, and by sense (dates in order, money above zero, one currency).',
    answers: {
      202: {
        description: 'Accepted',
        schema: operationSchema,
        headers: { Location: 'The operation', ETag: 'Its version' },
        example: { ...operationExample, status: 'requested', attempt: 0, version: 1 },
      },
      200: {
        description: 'It exists already',
        schema: operationSchema,
        headers: { Location: 'The operation', ETag: 'Its version', 'Idempotent-Replayed': '`true`' },
      },
    },
    problems: ['idempotency-key-reused', 'po-number-taken', 'operation-limit-reached', 'contended'],
    requestHeaders: {
      'Idempotency-Key': {
        description: 'Names this request; a repetition under the same key never makes a second operation',
        schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
      },
    },
    bodyExamples: operationBodyExamples,
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | null,
    @Body(new CheckingPipe(operationBody, 'body')) body: Checked<OperationBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const id = uuidv7();
    return asFirstLeg(reply, id, async () => {
      const { operation, seller, pause, replayed } = await this.intake.accept(principal, body, idempotencyKey, id);
      void reply.header('location', `/v1/operations/${operation.id}`).header('etag', etagOf(operation));
      if (replayed) void reply.code(200).header('idempotent-replayed', 'true');
      return operationView(operation, seller, this.clock.now(), pause);
    });
  }
}
