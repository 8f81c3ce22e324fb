import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import { AGE_STEPS, type AttentionGroup, type WaitingGroup, groupWork } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import type { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { HeavyRead } from '../../limits/heavy-reads';
import { CLOCK } from '../../tokens';
import { ZodPipe } from '../../validation/zod-pipe';
import { groupsExample, groupsQuery, groupsSchema } from './groups-schema';

/** What needs a person and what waits, summed up: many causes of one kind are one line, with their money. */
@Controller('v1/operations')
export class GroupsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('groups')
  @HeavyRead(2)
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'What needs a person, by seller and reason, and what waits for sellers, by seller and age',
    description:
      'With their money. The groups with the oldest come first; the oldest 10,000 operations of each kind are looked at.',
    answers: { 200: { description: 'The groups', schema: groupsSchema, example: groupsExample } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(groupsQuery, 'query')) { seller_id: sellerId, user_id: userId }: z.output<typeof groupsQuery>,
  ): Promise<JsonObject> {
    const now = this.clock.now();
    const { attention, waiting } = await groupWork(this.pool, tenantId, { sellerId, userId }, now);
    return {
      at: now.toISOString(),
      attention: { groups: attention.groups.map(attentionView), complete: !attention.more },
      waiting: { groups: waiting.groups.map(waitingView), complete: !waiting.more },
    };
  }
}

function attentionView({ reason, oldest, ...group }: AttentionGroup): JsonObject {
  return {
    reason,
    ...sharedView(group),
    oldest: oldest.map(({ id, type, poNumber, userId, assignee, since, money }) => ({
      id,
      type,
      po_number: poNumber,
      user_id: userId,
      assignee,
      since: since.toISOString(),
      total_budget: money,
    })),
  };
}

function waitingView({ overdue, ages, ...group }: WaitingGroup): JsonObject {
  return {
    ...sharedView(group),
    overdue,
    by_age: ages.map((operations, step) => ({ up_to_seconds: AGE_STEPS[step] ?? null, operations })),
  };
}

function sharedView({ sellerId, count, money, since }: Pick<WaitingGroup, 'sellerId' | 'count' | 'money' | 'since'>) {
  return { seller_id: sellerId, operations: count, money, since: since.toISOString() };
}
