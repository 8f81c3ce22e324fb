import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Role, type Principal } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { IdPipe } from '../../validation/id-pipe';
import { ZodPipe } from '../../validation/zod-pipe';
import { actedAnswer } from './acted';
import { ActionAnswers } from './action-answers';
import { type ResolveBody, type RetryBody, resolveBody, retryBody } from './action-bodies';
import { type ActionTerms, Terms, termHeaders } from './action-terms';

/** What a person may do to an operation. Its `allowed_actions` say what is possible now. */
@Controller('v1/operations')
export class OperationActionsController {
  constructor(private readonly answers: ActionAnswers) {}

  @Post(':id/cancel')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Cancel an operation that was not sent yet',
    answers: { 200: actedAnswer },
    problems: ['action-not-allowed', 'idempotency-key-reused', 'version-mismatch', 'contended'],
    requestHeaders: termHeaders,
  })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Terms() terms: ActionTerms,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.answers.do(principal, id, terms, { kind: 'cancel' }, reply);
  }

  @Post(':id/poll')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Ask the seller now',
    answers: { 200: actedAnswer },
    problems: ['action-not-allowed', 'idempotency-key-reused', 'version-mismatch', 'contended'],
    requestHeaders: termHeaders,
  })
  poll(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Terms() terms: ActionTerms,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.answers.do(principal, id, terms, { kind: 'poll' }, reply);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Send it again, or repeat one that ended badly',
    description:
      'From `in_doubt`, `pending_permission` and `pending_input` the same operation goes out again. One that is `failed`, `rejected` or `canceled` is repeated as a new operation (`202`, once: a second retry answers with the same one). With a corrected `request` only `failed` and `rejected` ones are repeated; it is checked as at intake.',
    answers: {
      200: actedAnswer,
      202: { ...actedAnswer, headers: { Location: 'The new operation', ETag: 'Its version' } },
    },
    problems: [
      'action-not-allowed',
      'po-number-taken',
      'operation-limit-reached',
      'idempotency-key-reused',
      'version-mismatch',
      'contended',
    ],
    requestHeaders: termHeaders,
  })
  retry(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(retryBody, 'body')) body: RetryBody,
    @Terms() terms: ActionTerms,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.answers.do(principal, id, terms, { kind: 'retry', body }, reply);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Record an outcome that was learned elsewhere',
    answers: { 200: actedAnswer },
    problems: ['action-not-allowed', 'media-buy-taken', 'idempotency-key-reused', 'version-mismatch', 'contended'],
    requestHeaders: termHeaders,
    bodyExamples: {
      created: {
        summary: 'The seller confirmed it by telephone',
        value: { status: 'created', media_buy_id: 'mb_1', note: 'Confirmed by Kim at Acme, 2 March' },
      },
    },
  })
  resolve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(resolveBody, 'body')) body: ResolveBody,
    @Terms() terms: ActionTerms,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.answers.do(principal, id, terms, { kind: 'resolve', body }, reply);
  }
}
