import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type JsonObject, MAX_SELLER_ID_CHARACTERS } from '@adcp-orchestrator/domain';
import { findMediaBuy, listMediaBuys } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { HeavyRead } from '../limits/heavy-reads';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { notFound } from '../problems/problem';
import { SlugPipe } from '../sellers/slug-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import {
  type MediaBuyQuery,
  mediaBuyExample,
  mediaBuyPageSchema,
  mediaBuyQuery,
  mediaBuySchema,
  mediaBuyView,
} from './media-buy-schema';

const byOperation = z.object({ operationId: z.uuid() });

/** The media buys that the operations have booked. */
@Controller('v1/media-buys')
export class MediaBuysController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @HeavyRead()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Media buys',
    summary: 'List media buys, the one that was ordered last first',
    answers: {
      200: {
        description: 'A page',
        schema: mediaBuyPageSchema,
        example: { items: [mediaBuyExample], next_cursor: null },
      },
    },
  })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(mediaBuyQuery, 'query')) query: MediaBuyQuery,
  ): Promise<JsonObject> {
    const filter = { sellerId: query.seller_id, status: query.status };
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, byOperation, filter).operationId;
    const page = await listMediaBuys(this.pool, tenantId, filter, after, query.limit);
    return {
      items: page.items.map(mediaBuyView),
      next_cursor: page.after === null ? null : encodeCursor({ operationId: page.after }, filter),
    };
  }

  @Get(':seller_id/:media_buy_id')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Media buys',
    summary: 'Read a media buy',
    pathParameters: { seller_id: 'The seller that runs it', media_buy_id: "The seller's id of the buy" },
    answers: { 200: { description: 'The media buy', schema: mediaBuySchema, example: mediaBuyExample } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('seller_id', new SlugPipe('seller')) sellerId: string,
    @Param('media_buy_id') mediaBuyId: string,
  ): Promise<JsonObject> {
    const isPossible = mediaBuyId.length <= MAX_SELLER_ID_CHARACTERS && !mediaBuyId.includes('\0');
    const row = isPossible ? await findMediaBuy(this.pool, { tenantId, sellerId }, mediaBuyId) : null;
    if (row === null) throw notFound('media buy', mediaBuyId);
    return mediaBuyView(row);
  }
}
