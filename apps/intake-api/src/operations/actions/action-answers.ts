import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Clock, type JsonObject, operationView } from '@adcp-orchestrator/domain';
import { CLOCK } from '../../tokens';
import { asLegOf } from '../../http/request-leg';
import { etagOf } from '../reading/etag';
import type { Acting } from './acted';
import type { ActionTerms } from './action-terms';
import { type Action, OperatorActions } from './operator-actions';

/** Answers the requests for an action, whichever route they come by. */
@Injectable()
export class ActionAnswers {
  constructor(
    private readonly actions: OperatorActions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Does the action, sets the headers of its answer, and returns the body. */
  do(principal: Acting, id: string, terms: ActionTerms, action: Action, reply: FastifyReply): Promise<JsonObject> {
    return asLegOf(reply, { id, tenantId: principal.tenantId }, async () => {
      const acted = await this.actions.perform(principal, id, terms, action);
      const { operation, traits, pause, consequence, replayed, isNew } = acted;
      void reply.header('etag', etagOf(operation));
      if (replayed) void reply.header('idempotent-replayed', 'true');
      if (isNew) void reply.code(202).header('location', `/v1/operations/${operation.id}`);
      return { ...operationView(operation, traits, this.clock.now(), pause), consequence };
    });
  }
}
