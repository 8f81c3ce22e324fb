import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { CONFIG, type Config } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { pageQuery } from '../paging/page-query';
import { type Checked, CheckingPipe, ZodPipe } from '../validation/zod-pipe';
import { type NewSellerBody, SLUG, type SellerChangesBody, newSellerBody, sellerChangesBody } from './seller-bodies';
import { orphansSchema } from './orphans-view';
import { SlugPipe } from './slug-pipe';
import { sellerPageSchema, sellerSchema, sellerView } from './seller-view';
import { Sellers } from './sellers';

const listQuery = z.strictObject({
  ...pageQuery,
  include: z.enum(['health'], 'must be "health"').optional().describe('Each with its `health`'),
});
const bySlug = z.object({ id: z.string().regex(SLUG) });
const example = {
  id: 'acme',
  name: 'Acme Media',
  agent_url: 'https://agent.acme.example/mcp',
  dialect: 'hitl-v1',
  auth: { scheme: 'header', header: 'x-adcp-auth', token: 'their-token' },
  webhooks: { mode: 'bearer', secret: '9f4c1e0b7d2a4c8e9f4c1e0b7d2a4c8e9f4c1e0b7d2a4c8e9f4c1e0b7d2a4c8e' },
};
const polledExample = {
  id: 'nova',
  name: 'Nova Media',
  agent_url: 'https://agent.nova.example/mcp',
  dialect: 'adcp-v3',
  auth: { scheme: 'bearer', token: 'their-token' },
};

@Controller('v1/sellers')
export class SellersController {
  constructor(
    private readonly sellers: Sellers,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Sellers',
    summary: 'Add a seller',
    answers: { 201: { description: 'Added', schema: sellerSchema, headers: { Location: 'The seller' } } },
    problems: ['seller-exists', 'seller-limit-reached'],
    bodyExamples: {
      'hitl-v1': { summary: 'A seller with human approval and webhooks', value: example },
      'adcp-v3': { summary: 'A seller of AdCP 3, which is polled', value: polledExample },
    },
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body(new CheckingPipe(newSellerBody, 'body')) body: Checked<NewSellerBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const row = await this.sellers.create(principal, body);
    void reply.header('location', `/v1/sellers/${row.id}`);
    return sellerView(row, this.baseOf(request));
  }

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Sellers',
    summary: 'List sellers, by id',
    description:
      'With `include=health` each has its `health`: what is wrong, and the figures that tell how ill it is. It is read for the whole page at once; counts stop at 1,000.',
    answers: { 200: { description: 'A page', schema: sellerPageSchema } },
  })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(listQuery, 'query')) { limit, cursor, include }: z.output<typeof listQuery>,
    @Req() request: FastifyRequest,
  ): Promise<JsonObject> {
    const after = cursor === undefined ? null : decodeCursor(cursor, bySlug, 'sellers').id;
    const page = await this.sellers.list(tenantId, after, limit);
    const healths = include === undefined ? null : await this.sellers.healths(tenantId, page.items);
    return {
      items: page.items.map((row) => {
        const health = healths?.get(row.id);
        return { ...sellerView(row, this.baseOf(request)), ...(health === undefined ? {} : { health }) };
      }),
      next_cursor: page.after === null ? null : encodeCursor({ id: page.after }, 'sellers'),
    };
  }

  @Get(':id')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Sellers',
    summary: 'Read a seller',
    answers: { 200: { description: 'The seller', schema: sellerSchema } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new SlugPipe('seller')) id: string,
    @Req() request: FastifyRequest,
  ): Promise<JsonObject> {
    return sellerView(await this.sellers.read(tenantId, id), this.baseOf(request));
  }

  @Get(':id/orphans')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Sellers',
    summary: 'What the seller and we do not agree on',
    description:
      "At start and then hourly the seller's open tasks are compared with our operations. What is left over on either side is shown here until the next comparison, or until it is explained: an operation that has ended, a task that was bound. Tasks of the seller are never taken for an operation by elimination.",
    answers: { 200: { description: 'The orphans, the longest known first', schema: orphansSchema } },
  })
  async orphans(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new SlugPipe('seller')) id: string,
  ): Promise<JsonObject> {
    return this.sellers.orphans(tenantId, id);
  }

  @Patch(':id')
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Sellers',
    summary: 'Change a seller',
    description:
      'What is not mentioned stays; `null` takes it away. `auth` and `webhooks` are replaced as a whole, except that the webhook secret stays when its mode does. An `agent_url` of another origin (scheme, host or port) needs `auth` beside it when the seller has a credential, and `webhooks` when it has a webhook secret: the old ones are never sent there. A webhook secret that is replaced is accepted beside the new one for a day, or for `webhooks.secret_grace`. `id` and `dialect` never change.',
    answers: { 200: { description: 'As it is now', schema: sellerSchema } },
    problems: ['contended'],
    bodyExamples: { limits: { summary: 'Fewer calls at once', value: { limits: { max_concurrency: 4 } } } },
  })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new SlugPipe('seller')) id: string,
    @Body(new CheckingPipe(sellerChangesBody, 'body')) changes: Checked<SellerChangesBody>,
    @Req() request: FastifyRequest,
  ): Promise<JsonObject> {
    return sellerView(await this.sellers.change(principal, id, changes), this.baseOf(request));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Sellers',
    summary: 'Delete a seller',
    description: 'Its id stays reserved, because its operations keep it.',
    answers: { 204: { description: 'Deleted' } },
    problems: ['seller-in-use'],
  })
  async delete(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new SlugPipe('seller')) id: string,
  ): Promise<void> {
    await this.sellers.delete(principal, id);
  }

  /** Without `WEBHOOK_URL` and `PUBLIC_URL`, the URLs start with the address to which this request was sent. */
  private baseOf(request: FastifyRequest): string {
    return this.config.webhookUrl ?? `${request.protocol}://${request.host}`;
  }
}
