import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Role, type Principal } from '@adcp-orchestrator/access';
import { type Clock, type JsonObject, operationView } from '@adcp-orchestrator/domain';
import type { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { CLOCK } from '../../tokens';
import { IdPipe } from '../../validation/id-pipe';
import { ZodPipe } from '../../validation/zod-pipe';
import { actedOperationSchema } from '../operation-schema';
import { type ResolveBody, resolveBody, retryBody } from './action-bodies';
import { type Acted, OperatorActions } from './operator-actions';

const done = { description: 'Done; `consequence` says what it means', schema: actedOperationSchema };

/** What a person may do to an operation. Its `allowed_actions` say what is possible now. */
@Controller('v1/operations')
export class OperationActionsController {
  constructor(
    private readonly actions: OperatorActions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/cancel')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Cancel an operation that was not sent yet',
    answers: { 200: done },
    problems: ['action-not-allowed', 'contended'],
  })
  async cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
  ): Promise<JsonObject> {
    return this.viewOf(await this.actions.cancel(principal, id));
  }

  @Post(':id/poll')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Ask the seller now',
    answers: { 200: done },
    problems: ['action-not-allowed', 'contended'],
  })
  async poll(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
  ): Promise<JsonObject> {
    return this.viewOf(await this.actions.poll(principal, id));
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Send it again, or repeat one that ended badly',
    description:
      'From `in_doubt`, `pending_permission` and `pending_input` the same operation goes out again. One that is `failed`, `rejected` or `canceled` is repeated as a new operation (`202`, once: a second retry answers with the same one).',
    answers: {
      200: { ...done, headers: { 'Idempotent-Replayed': '`true` when it was repeated before' } },
      202: { ...done, headers: { Location: 'The new operation' } },
    },
    problems: ['action-not-allowed', 'po-number-taken', 'contended'],
  })
  async retry(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(retryBody, 'body')) body: z.output<typeof retryBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const acted = await this.actions.retry(principal, id, body.accept_double_booking);
    if (acted.made === 'new') void reply.code(202).header('location', `/v1/operations/${acted.operation.id}`);
    if (acted.made === 'before') void reply.header('idempotent-replayed', 'true');
    return this.viewOf(acted);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Record an outcome that was learned elsewhere',
    answers: { 200: done },
    problems: ['action-not-allowed', 'media-buy-taken', 'contended'],
    bodyExamples: {
      created: {
        summary: 'The seller confirmed it by telephone',
        value: { status: 'created', media_buy_id: 'mb_1', note: 'Confirmed by Kim at Acme, 2 March' },
      },
    },
  })
  async resolve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(resolveBody, 'body')) body: ResolveBody,
  ): Promise<JsonObject> {
    return this.viewOf(await this.actions.resolve(principal, id, body));
  }

  private viewOf({ operation, traits, pause, consequence }: Acted): JsonObject {
    return { ...operationView(operation, traits.approvalSeconds, this.clock.now(), pause), consequence };
  }
}
