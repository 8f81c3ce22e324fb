import { Body, Controller, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { Role, type Principal } from '@adcp-orchestrator/access';
import { type Clock, type JsonObject, operationView } from '@adcp-orchestrator/domain';
import type { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { CLOCK } from '../../tokens';
import { IdPipe } from '../../validation/id-pipe';
import { ZodPipe } from '../../validation/zod-pipe';
import { actedOperationSchema } from '../operation-schema';
import { type AttentionChange, acknowledgeBody, attentionBody } from './action-bodies';
import { type Acted, OperatorActions } from './operator-actions';

const done = { description: 'Done; `consequence` says what it means', schema: actedOperationSchema };

/** What a person notes about an operation that needs one. */
@Controller('v1/operations')
export class AttentionController {
  constructor(
    private readonly actions: OperatorActions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Patch(':id/attention')
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Say who looks after an operation that needs a person, or what is known',
    description: 'Both are kept while a person is needed. A field that is absent stays as it is.',
    answers: { 200: done },
    problems: ['action-not-allowed', 'contended'],
    bodyExamples: {
      assigned: { summary: 'Ana takes it', value: { assignee: 'ana@desk', note: 'Kim at Acme calls back at 15:00' } },
    },
  })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(attentionBody, 'body')) body: AttentionChange,
  ): Promise<JsonObject> {
    return this.viewOf(await this.actions.noteAttention(principal, id, body));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Take a contradiction, a late settlement or a possible booking off the attention list',
    description:
      'Says that somebody has seen it, with what they found out. What comes later asks for a person again. Doubts and timeouts are ended by `resolve` or `retry` instead.',
    answers: { 200: done },
    problems: ['action-not-allowed', 'contended'],
    bodyExamples: {
      seen: { summary: 'The publisher was asked', value: { note: 'Kim at Acme: only the first counts' } },
    },
  })
  async acknowledge(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Body(new ZodPipe(acknowledgeBody, 'body')) { note }: z.output<typeof acknowledgeBody>,
  ): Promise<JsonObject> {
    return this.viewOf(await this.actions.acknowledge(principal, id, note));
  }

  private viewOf({ operation, traits, pause, consequence }: Acted): JsonObject {
    return { ...operationView(operation, traits.approvalSeconds, this.clock.now(), pause), consequence };
  }
}
