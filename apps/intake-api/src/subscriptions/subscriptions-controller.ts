import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  deleteSubscription,
  findSubscription,
  inTransaction,
  listSubscriptions,
  recordAudit,
} from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { pageQuery } from '../paging/page-query';
import { notFound } from '../problems/problem';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import {
  type NewSubscriptionBody,
  type SubscriptionChangeBody,
  newSubscriptionBody,
  newSubscriptionSchema,
  subscriptionChangeBody,
  subscriptionPageSchema,
  subscriptionSchema,
  subscriptionView,
} from './subscription-schema';
import { Changing } from './changing';
import { Subscribing } from './subscribing';

const listQuery = z.strictObject(pageQuery);
const byId = z.object({ id: z.uuid() });

/** Who is told about the turns that operations take. */
@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly subscribing: Subscribing,
    private readonly changing: Changing,
  ) {}

  @Post()
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: 'Subscribe a webhook, a mail address or a Slack channel',
    description:
      'A person gets one message of one turn, even if several subscriptions of the same address take it. A mail address and the address of a Slack channel are kept sealed.',
    answers: {
      201: { description: 'Subscribed', schema: newSubscriptionSchema, headers: { Location: 'The subscription' } },
    },
    problems: ['subscription-limit-reached'],
    bodyExamples: {
      turns: {
        summary: 'Two of the turns',
        value: { url: 'https://desk.example/hooks/adcp', events: ['operation.pending_approval', 'operation.created'] },
      },
      mail: {
        summary: 'What needs a trader, by mail',
        value: {
          channel: 'email',
          to: 'ana@desk.example',
          user_id: 'ana@desk.example',
          events: ['operation.in_doubt', 'operation.timed_out', 'operation.rejected'],
        },
      },
      slack: {
        summary: "One publisher's turns, in a Slack channel",
        value: { channel: 'slack', url: 'https://hooks.slack.com/services/T0/B0/secret', seller_id: 'acme' },
      },
    },
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(newSubscriptionBody, 'body')) body: NewSubscriptionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const { subscription, secret } = await this.subscribing.subscribe(principal, body);
    // This is the only answer that ever holds the secret. No cache may keep it.
    void reply.header('location', `/v1/subscriptions/${subscription.id}`).header('cache-control', 'no-store');
    return { ...subscriptionView(subscription), secret };
  }

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Notifications',
    summary: 'List subscriptions, the newest first',
    answers: { 200: { description: 'A page', schema: subscriptionPageSchema } },
  })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(listQuery, 'query')) { limit, cursor }: z.output<typeof listQuery>,
  ): Promise<JsonObject> {
    const after = cursor === undefined ? null : decodeCursor(cursor, byId, 'subscriptions').id;
    const page = await listSubscriptions(this.pool, tenantId, after, limit);
    return {
      items: page.items.map(subscriptionView),
      next_cursor: page.after === null ? null : encodeCursor({ id: page.after }, 'subscriptions'),
    };
  }

  @Get(':id')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Notifications',
    summary: 'Read a subscription',
    answers: { 200: { description: 'The subscription', schema: subscriptionSchema } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new IdPipe('subscription')) id: string,
  ): Promise<JsonObject> {
    const row = await findSubscription(this.pool, tenantId, id);
    if (row === null) throw notFound('subscription', id);
    return subscriptionView(row);
  }

  @Patch(':id')
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: 'Change a subscription',
    description:
      'What the body does not name stays as it is. `enabled: true` takes up a subscription that was disabled; `recover` then owes it what it has missed. The channel stays: make another subscription for another one.',
    answers: { 200: { description: 'The subscription', schema: subscriptionSchema } },
    bodyExamples: { again: { summary: 'Take it up again', value: { enabled: true } } },
  })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('subscription')) id: string,
    @Body(new ZodPipe(subscriptionChangeBody, 'body')) body: SubscriptionChangeBody,
  ): Promise<JsonObject> {
    return subscriptionView(await this.changing.change(principal, id, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Notifications',
    summary: 'Delete a subscription',
    description: 'What it is still owed is given up.',
    answers: { 204: { description: 'Deleted' } },
  })
  async delete(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('subscription')) id: string,
  ): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      if (!(await deleteSubscription(client, principal.tenantId, id))) throw notFound('subscription', id);
      await recordAudit(client, principal, { kind: AuditKind.subscriptionDeleted, target: id });
    });
  }
}
