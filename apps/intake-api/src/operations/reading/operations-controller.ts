import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type Clock, type JsonObject, isSettled, operationView } from '@adcp-orchestrator/domain';
import { type FoundRequest, findOperation, listOperations, readTimeline } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { HeavyRead } from '../../limits/heavy-reads';
import { decodeCursor, encodeCursor } from '../../paging/cursor';
import { databaseTime } from '../../paging/database-time';
import { pageQuery, wholeNumber } from '../../paging/page-query';
import { notFound } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { IdPipe } from '../../validation/id-pipe';
import { ZodPipe } from '../../validation/zod-pipe';
import {
  operationExample,
  operationPageSchema,
  readOperationExample,
  readOperationSchema,
  timelinePageSchema,
} from '../operation-schema';
import { etagMatches, etagOf } from './etag';
import { type OperationQuery, filterOf, operationQuery } from './operation-query';
import { OperationWatch } from './operation-watch';
import { timelineEntryView } from './timeline-view';

const MAX_WAIT_SECONDS = 30;

const oneQuery = z.strictObject({
  wait: wholeNumber(0, MAX_WAIT_SECONDS, 0).describe(
    'Seconds to hold the answer until the operation changes from the version in `If-None-Match` (without it: from now)',
  ),
});
const timelineQuery = z.strictObject(pageQuery);
const byId = z.object({ id: z.uuid() });
const byTime = z.object({ id: z.uuid(), at: databaseTime });
const byNumber = z.object({ id: z.string().regex(/^\d{1,18}$/) });

/** Reading operations and what happened to them. */
@Controller('v1/operations')
export class OperationsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly watch: OperationWatch,
  ) {}

  @Get()
  @HeavyRead()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'List operations, the newest first unless sorted otherwise',
    description:
      'Each filter with each order costs the same however many operations there are; so do `seller_id` with `status`, and `user_id` with `waiting_for` by `status_since`. Other filters together may take too long: after two seconds they are refused (`422`), and are to be narrowed.',
    answers: {
      200: {
        description: 'A page',
        schema: operationPageSchema,
        example: { items: [operationExample], next_cursor: null },
      },
    },
  })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(operationQuery, 'query')) query: OperationQuery,
  ): Promise<JsonObject> {
    const filter = filterOf(query);
    const mark = { ...filter, sort: query.sort };
    const place = query.sort.endsWith('created_at') ? byId : byTime;
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, place, mark);
    const page = await listOperations(this.pool, principal.tenantId, filter, {
      after,
      limit: query.limit,
      sort: query.sort,
      withRequest: query.include !== undefined,
    });
    const now = this.clock.now();
    return {
      items: page.items.map(({ operation, traits, pause, request }) => ({
        ...operationView(operation, traits, now, pause),
        ...(request === null ? {} : { request }),
      })),
      next_cursor: page.after === null ? null : encodeCursor({ ...page.after }, mark),
    };
  }

  @Get(':id')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'Read an operation, or wait until it changes',
    answers: {
      200: {
        description: 'The operation',
        schema: readOperationSchema,
        headers: { ETag: 'Its version' },
        example: readOperationExample,
      },
      304: { description: 'It is still of the version in `If-None-Match`' },
    },
    problems: ['too-many-waiting'],
    requestHeaders: {
      'If-None-Match': { description: 'An `ETag` from before', schema: { type: 'string' } },
    },
  })
  async read(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Query(new ZodPipe(oneQuery, 'query')) { wait }: z.output<typeof oneQuery>,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject | undefined> {
    let found = await this.find(principal, id);
    const known = ifNoneMatch === undefined || etagMatches(ifNoneMatch, found.operation);
    if (wait > 0 && known && !isSettled(found.operation.status)) {
      const { version } = found.operation;
      await this.watch.untilChanged({ tenantId: principal.tenantId, id, version }, wait, clientGone(request, reply));
      found = await this.find(principal, id);
    }
    void reply.header('etag', etagOf(found.operation)).header('cache-control', 'no-cache');
    // To be repeated is no new version of its own, so one that was repeated is told whole.
    if (found.repeatedBy === null && ifNoneMatch !== undefined && etagMatches(ifNoneMatch, found.operation)) {
      void reply.code(304);
      return undefined;
    }
    const { operation, traits, pause, repeatedBy, request: asked } = found;
    return { ...operationView(operation, traits, this.clock.now(), pause), repeated_by: repeatedBy, request: asked };
  }

  @Get(':id/timeline')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'What happened to an operation, the oldest first',
    answers: { 200: { description: 'A page', schema: timelinePageSchema } },
  })
  async timeline(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Query(new ZodPipe(timelineQuery, 'query')) { limit, cursor }: z.output<typeof timelineQuery>,
  ): Promise<JsonObject> {
    const after = cursor === undefined ? null : decodeCursor(cursor, byNumber, { id }).id;
    const page = await readTimeline(this.pool, principal.tenantId, id, after, limit);
    if (page === null) throw notFound('operation', id);
    return {
      items: page.items.map(timelineEntryView),
      next_cursor: page.after === null ? null : encodeCursor({ id: page.after }, { id }),
    };
  }

  private async find(principal: Principal, id: string): Promise<FoundRequest> {
    const found = await findOperation(this.pool, principal.tenantId, id);
    if (found === null) throw notFound('operation', id);
    return found;
  }
}

/** @returns a signal that aborts when the client closes the connection before its answer */
function clientGone(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  if (request.raw.socket.destroyed) gone.abort();
  return gone.signal;
}
