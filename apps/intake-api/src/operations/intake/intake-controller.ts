import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type Clock, type JsonObject, operationView } from '@adcp-orchestrator/domain';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { CLOCK } from '../../tokens';
import { ZodPipe } from '../../validation/zod-pipe';
import { operationExample, operationSchema } from '../operation-schema';
import { IdempotencyKey } from './idempotency-key';
import { Intake } from './intake';
import { type OperationBody, operationBody } from './operation-body';

/** Where a desk hands an operation over. */
@Controller('v1/operations')
export class IntakeController {
  constructor(
    private readonly intake: Intake,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(202)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Hand an operation over',
    description:
      'It is durable when this answers, and is sent exactly once. The same request under the same `Idempotency-Key`, or a `create_media_buy` with the same `po_number` at the same seller, answers with the operation that exists.',
    answers: {
      202: {
        description: 'Accepted',
        schema: operationSchema,
        headers: { Location: 'The operation' },
        example: { ...operationExample, status: 'requested', attempt: 0, version: 1 },
      },
      200: {
        description: 'It exists already',
        schema: operationSchema,
        headers: { Location: 'The operation', 'Idempotent-Replayed': '`true`' },
      },
    },
    problems: ['idempotency-key-reused', 'po-number-taken', 'contended'],
    requestHeaders: {
      'Idempotency-Key': {
        description: 'Names this request; a repetition under the same key never makes a second operation',
        schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
      },
    },
    bodyExamples: {
      'hitl-v1': {
        summary: 'A media buy at a seller of the hitl-v1 dialect',
        value: {
          type: 'create_media_buy',
          seller_id: 'acme',
          user_id: 'trader@desk',
          deadline: 'PT24H',
          request: { packages: ['premium_sports'], po_number: 'PO-1', total_budget: 50_000 },
        },
      },
    },
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | null,
    @Body(new ZodPipe(operationBody, 'body')) body: OperationBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const { operation, approvalSeconds, pause, replayed } = await this.intake.accept(principal, body, idempotencyKey);
    void reply.header('location', `/v1/operations/${operation.id}`);
    if (replayed) void reply.code(200).header('idempotent-replayed', 'true');
    return operationView(operation, approvalSeconds, this.clock.now(), pause);
  }
}
