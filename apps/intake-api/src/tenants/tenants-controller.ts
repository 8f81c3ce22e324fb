import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Principal, Rank } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { pageQuery } from '../paging/page-query';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import {
  type NewTenantBody,
  type TenantChangesBody,
  createdTenantSchema,
  newTenantBody,
  tenantChangesBody,
  tenantPageSchema,
  tenantSchema,
  tenantView,
} from './tenant-schema';
import { Tenants } from './tenants';

const listQuery = z.strictObject(pageQuery);
const byId = z.object({ id: z.uuid() });

/** The desks that this installation serves. */
@Controller('v1/tenants')
export class TenantsController {
  constructor(private readonly tenants: Tenants) {}

  @Post()
  @RequiresRole(Rank.platform_admin)
  @Documented({
    tag: 'Tenants',
    summary: 'Make a tenant, with its first admin key',
    description: 'The answer is the only one that shows the key.',
    answers: { 201: { description: 'Made', schema: createdTenantSchema } },
    problems: ['tenant-exists'],
    bodyExamples: { desk: { summary: 'A desk', value: { name: 'Nordic Trading Desk' } } },
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(newTenantBody, 'body')) { name }: NewTenantBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const { row, key } = await this.tenants.create(principal, name);
    // No cache may keep the key.
    void reply.header('cache-control', 'no-store');
    return { ...tenantView(row), key };
  }

  @Get()
  @RequiresRole(Rank.platform_admin)
  @Documented({
    tag: 'Tenants',
    summary: 'List tenants, the newest first',
    answers: { 200: { description: 'A page', schema: tenantPageSchema } },
  })
  async list(
    @Query(new ZodPipe(listQuery, 'query')) { limit, cursor }: z.output<typeof listQuery>,
  ): Promise<JsonObject> {
    const after = cursor === undefined ? null : decodeCursor(cursor, byId, 'tenants').id;
    const page = await this.tenants.list(after, limit);
    return {
      items: page.items.map(tenantView),
      next_cursor: page.after === null ? null : encodeCursor({ id: page.after }, 'tenants'),
    };
  }

  @Patch(':id')
  @RequiresRole(Rank.platform_admin)
  @Documented({
    tag: 'Tenants',
    summary: 'Change a tenant',
    description: 'What is not mentioned stays as it is.',
    answers: { 200: { description: 'As it is now', schema: tenantSchema } },
    problems: ['tenant-exists'],
    bodyExamples: {
      name: { summary: 'Another name', value: { name: 'Nordic Media' } },
      pause: { summary: 'Send nothing of it for now', value: { paused: true } },
      deadlines: { summary: 'Two days for a buy', value: { deadlines: { create_media_buy: 'P2D' } } },
      retention: {
        summary: 'Keep operations for two years, and nothing goes before it was exported',
        value: { retention: { operations_days: 730, export_first: true } },
      },
      limits: { summary: 'At most 500 requests per second', value: { limits: { requests_per_second: 500 } } },
      quotas: {
        summary: 'At most 20,000 operations without an end, and 50 sellers',
        value: { limits: { max_open_operations: 20_000, max_sellers: 50 } },
      },
    },
  })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('tenant')) id: string,
    @Body(new ZodPipe(tenantChangesBody, 'body')) changes: TenantChangesBody,
  ): Promise<JsonObject> {
    return tenantView(await this.tenants.change(principal, id, changes));
  }
}
