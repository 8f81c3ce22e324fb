import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { pageQuery } from '../paging/page-query';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import { type NewApiKeyBody, apiKeyPageSchema, apiKeyView, createdApiKeySchema, newApiKeyBody } from './api-key-schema';
import { ApiKeys } from './api-keys';

const listQuery = z.strictObject(pageQuery);
const byId = z.object({ id: z.uuid() });

/** Who may call the API for this tenant. */
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Post()
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Access',
    summary: 'Make an API key',
    description: 'The answer is the only one that shows the key.',
    answers: { 201: { description: 'Made', schema: createdApiKeySchema } },
    problems: ['key-limit-reached'],
    bodyExamples: {
      trader: { summary: 'A key for a trader', value: { name: 'ana@desk.example', role: 'trader' } },
      ending: {
        summary: 'A key that ends by itself',
        value: { name: 'report of the first quarter', role: 'viewer', expires_at: '2027-04-01T00:00:00Z' },
      },
    },
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(newApiKeyBody, 'body')) body: NewApiKeyBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const { row, key } = await this.keys.create(principal, body);
    // No cache may keep the key.
    void reply.header('cache-control', 'no-store');
    return { ...apiKeyView(row), key };
  }

  @Get()
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Access',
    summary: 'List API keys, the newest first',
    description: 'Deleted ones are not among them; ones past their end are.',
    answers: { 200: { description: 'A page', schema: apiKeyPageSchema } },
  })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(listQuery, 'query')) { limit, cursor }: z.output<typeof listQuery>,
  ): Promise<JsonObject> {
    const after = cursor === undefined ? null : decodeCursor(cursor, byId, 'api-keys').id;
    const page = await this.keys.list(principal, after, limit);
    return {
      items: page.items.map(apiKeyView),
      next_cursor: page.after === null ? null : encodeCursor({ id: page.after }, 'api-keys'),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Access',
    summary: 'Delete an API key',
    description:
      "It stops working within five seconds, on every replica. The last admin key of a tenant cannot be deleted, and the platform admin's only by the platform's admin.",
    answers: { 204: { description: 'Deleted' } },
    problems: ['last-admin-key'],
  })
  async delete(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('API key')) id: string,
  ): Promise<void> {
    await this.keys.delete(principal, id);
  }
}
