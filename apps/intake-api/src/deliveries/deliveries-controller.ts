import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, HintSink, JsonObject } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  findDelivery,
  inTransaction,
  listDeliveries,
  recordAudit,
  redeliver,
} from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { HeavyRead } from '../limits/heavy-reads';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { databaseTime } from '../paging/database-time';
import { RequestProblemError, notFound } from '../problems/problem';
import { CLOCK, HINTS } from '../tokens';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import {
  type DeliveryQuery,
  deliveryHistorySchema,
  deliveryHistoryView,
  deliveryPageSchema,
  deliveryQuery,
  deliverySchema,
  deliveryView,
} from './delivery-schema';

const byTime = z.object({ createdAt: databaseTime, id: z.uuid() });

/** What is owed to the subscribers, or was. */
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HINTS) private readonly hints: HintSink,
  ) {}

  @Get()
  @HeavyRead()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Notifications',
    summary: 'List deliveries, the newest first',
    answers: { 200: { description: 'A page', schema: deliveryPageSchema } },
  })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(deliveryQuery, 'query')) query: DeliveryQuery,
  ): Promise<JsonObject> {
    const filter = {
      status: query.status,
      operationId: query.operation_id,
      subscriptionId: query.subscription_id,
      digestId: query.digest_id,
      channel: query.channel,
      eventType: query.event_type,
    };
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, byTime, filter);
    const page = await listDeliveries(this.pool, tenantId, filter, after, query.limit);
    return {
      items: page.items.map(deliveryView),
      next_cursor: page.after === null ? null : encodeCursor({ ...page.after }, filter),
    };
  }

  @Get(':id')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Notifications',
    summary: 'Read a delivery with its attempts',
    answers: { 200: { description: 'The delivery', schema: deliveryHistorySchema } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new IdPipe('delivery')) id: string,
  ): Promise<JsonObject> {
    const history = await findDelivery(this.pool, tenantId, id);
    if (history === null) throw notFound('delivery', id);
    return deliveryHistoryView(history);
  }

  @Post(':id/redeliver')
  @HttpCode(202)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: 'Deliver again, under the same event id',
    answers: { 202: { description: 'It is due now', schema: deliverySchema } },
    problems: ['subscription-deleted', 'subscription-disabled'],
  })
  async redeliver(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('delivery')) id: string,
  ): Promise<JsonObject> {
    const { tenantId } = principal;
    const now = this.clock.now();
    const redelivery = await inTransaction(this.pool, async (client) => {
      const done = await redeliver(client, tenantId, id, now);
      if (done.outcome === 'due') {
        await recordAudit(client, principal, { kind: AuditKind.deliveryRedelivered, target: id });
      }
      return done;
    });
    switch (redelivery.outcome) {
      case 'due':
        this.hints.send([{ kind: 'notify', tenantId, at: now }]);
        return deliveryView(redelivery.delivery);
      case 'unknown':
        throw notFound('delivery', id);
      case 'unsubscribed':
        throw new RequestProblemError(
          'subscription-deleted',
          'The subscription of this delivery was deleted, so that nobody is there to receive it.',
        );
      case 'disabled':
        throw new RequestProblemError(
          'subscription-disabled',
          'The subscription of this delivery is disabled. Enable it with PATCH /v1/subscriptions/{id} {"enabled": true} first.',
        );
    }
  }
}
