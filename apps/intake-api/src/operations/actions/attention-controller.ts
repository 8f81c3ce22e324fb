import { Body, Controller, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Role, type Principal } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { IdPipe } from '../../validation/id-pipe';
import { ZodPipe } from '../../validation/zod-pipe';
import { actedAnswer } from './acted';
import { ActionAnswers } from './action-answers';
import { type AcknowledgeBody, type AttentionChange, acknowledgeBody, attentionBody } from './action-bodies';
import { type ActionTerms, Terms, termHeaders } from './action-terms';

/** What a person notes about an operation that needs one. */
@Controller('v1/operations')
export class AttentionController {
  constructor(private readonly answers: ActionAnswers) {}

  @Patch(':id/attention')
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Say who looks after an operation that needs a person, or what is known',
    description: 'Both are kept while a person is needed. A field that is absent stays as it is.',
    answers: { 200: actedAnswer },
    problems: ['action-not-allowed', 'idempotency-key-reused', 'version-mismatch', 'contended'],
    requestHeaders: termHeaders,
    bodyExamples: {
      assigned: { summary: 'Ana takes it', value: { assignee: 'ana@desk', note: 'Kim at Acme calls back at 15:00' } },
    },
  })
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(attentionBody, 'body')) body: AttentionChange,
    @Terms() terms: ActionTerms,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.answers.do(principal, id, terms, { kind: 'note_attention', body }, reply);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Take a contradiction, a late settlement or a possible booking off the attention list',
    description:
      'Says that somebody has seen it, with what they found out. What comes later asks for a person again. Doubts and timeouts are ended by `resolve` or `retry` instead.',
    answers: { 200: actedAnswer },
    problems: ['action-not-allowed', 'idempotency-key-reused', 'version-mismatch', 'contended'],
    requestHeaders: termHeaders,
    bodyExamples: {
      seen: { summary: 'The publisher was asked', value: { note: 'Kim at Acme: only the first counts' } },
    },
  })
  acknowledge(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(acknowledgeBody, 'body')) body: AcknowledgeBody,
    @Terms() terms: ActionTerms,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    return this.answers.do(principal, id, terms, { kind: 'acknowledge', body }, reply);
  }
}
