import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, HintSink, JsonObject } from '@adcp-orchestrator/domain';
import { findDelivery, listDeliveries, redeliver } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { decodeCursor, encodeCursor } from '../paging/cursor';
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

const byTime = z.object({
  // The time as the database writes it, with its microseconds.
  createdAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d){0,2}$/)
    .refine((text) => isInstant(text.slice(0, 19).replace(' ', 'T'))),
  id: z.uuid(),
});

/** Whether the day and the hour exist. The engine would take the 30th of February for a day in March. */
function isInstant(text: string): boolean {
  const at = new Date(`${text}Z`);
  return at.getTime() > 0 && at.toISOString().startsWith(text);
}

/** What is owed to the subscribers, or was. */
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HINTS) private readonly hints: HintSink,
  ) {}

  @Get()
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
    const filter = { status: query.status, operationId: query.operation_id, subscriptionId: query.subscription_id };
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
    problems: ['subscription-deleted'],
  })
  async redeliver(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new IdPipe('delivery')) id: string,
  ): Promise<JsonObject> {
    const now = this.clock.now();
    const redelivery = await redeliver(this.pool, tenantId, id, now);
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
    }
  }
}
