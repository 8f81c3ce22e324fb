import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type JsonObject, operationStatuses } from '@adcp-orchestrator/domain';
import { type BoundedCount, countOperations } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { answerComponent } from '../../docs/components';
import { Documented } from '../../docs/documented';
import { HeavyRead } from '../../limits/heavy-reads';
import { ZodPipe } from '../../validation/zod-pipe';
import { filterOf, operationFilters } from './operation-query';

const countsQuery = z.strictObject(operationFilters);

const countSchema = answerComponent(
  'OperationCount',
  z
    .union([z.int(), z.object({ at_least: z.int().describe('Counting stopped here: there are more') })])
    .describe('A number; above 10,000 of a kind, at least how many'),
);

const countsSchema = answerComponent(
  'OperationCounts',
  z
    .object({
      total: countSchema,
      by_status: z.partialRecord(z.enum(operationStatuses), countSchema).describe('Statuses of none are missing'),
      attention: countSchema.describe('Those that need a person'),
      overdue: countSchema,
      by_seller: z.record(z.string(), countSchema).describe('Sellers of none are missing'),
    })
    .describe('How many operations there are of each kind'),
);

/** How many operations there are of each kind. */
@Controller('v1/operations')
export class CountsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get('counts')
  @HeavyRead(3)
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'Count operations, with the filters of the list',
    description:
      'Each kind is counted up to 10,000. With filters other than `status`, `seller_id` or `user_id` the newest 10,000 operations are counted, and when there are more, every count is an `at_least`; so it is with `by_seller` under a `user_id`.',
    answers: {
      200: {
        description: 'How many',
        schema: countsSchema,
        example: {
          total: { at_least: 10_045 },
          by_status: { created: { at_least: 10_000 }, pending_approval: 42, in_doubt: 3 },
          attention: 3,
          overdue: 7,
          by_seller: { acme: { at_least: 10_000 }, globe: 45 },
        },
      },
    },
  })
  async count(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(countsQuery, 'query')) query: z.output<typeof countsQuery>,
  ): Promise<JsonObject> {
    const counts = await countOperations(this.pool, principal.tenantId, filterOf(query));
    return {
      total: viewOf(counts.total),
      by_status: viewsOf(counts.byStatus),
      attention: viewOf(counts.attention),
      overdue: viewOf(counts.overdue),
      by_seller: viewsOf(counts.bySeller),
    };
  }
}

function viewOf({ count, more }: BoundedCount): number | JsonObject {
  return more ? { at_least: count } : count;
}

function viewsOf(counts: ReadonlyMap<string, BoundedCount>): JsonObject {
  return Object.fromEntries([...counts].map(([name, count]) => [name, viewOf(count)]));
}
