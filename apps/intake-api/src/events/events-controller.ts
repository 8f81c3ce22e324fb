import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import {
  type EventPosition,
  FIRST_POSITION,
  comparePositions,
  parsePosition,
  positionText,
  readEvents,
  readGoneEvents,
  readVersions,
} from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { Authenticator } from '../access/authenticator';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented, type RouteDocs } from '../docs/documented';
import { HeavyReads } from '../limits/heavy-reads';
import { RequestProblemError, notFound, validationFailed } from '../problems/problem';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import { takesEventStream } from './accepts';
import { type EventQuery, eventPageExample, eventPageSchema, eventQuery, eventStreamExample } from './event-schema';
import { OpenStreams } from './open-streams';

const docs = {
  tag: 'Events',
  description:
    'With `Accept: text/event-stream` a stream of server-sent events, which goes on until the client leaves; else a page, ' +
    'the oldest event first. A stream begins with an event of the type `position`, whose id is where it begins: after ' +
    '`Last-Event-ID`, or after `cursor`, or else now. `data` of every other event is the notification. Comments come ' +
    'every 15 seconds while nothing happens. A client that does not read for 20 seconds is cut off. Whoever is cut off ' +
    'connects again with the last id as `Last-Event-ID` and misses nothing. Events are kept for as long as ' +
    '`GET /v1/retention` says, 400 days unless it was changed. Whoever goes on from a place behind which some were ' +
    'deleted is answered `410`.',
  answers: {
    200: {
      description: 'A page, or a stream',
      schema: eventPageSchema,
      example: eventPageExample,
      streamExample: eventStreamExample,
    },
  },
  requestHeaders: {
    'Last-Event-ID': {
      description: 'The id of the last event that was read; for streams alone',
      schema: { type: 'string' },
    },
  },
  problems: ['too-many-streams', 'events-deleted'],
} satisfies Omit<RouteDocs, 'summary'>;

/** What happened, as it happens: to all operations of a tenant, or to one. */
@Controller('v1')
export class EventsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly streams: OpenStreams,
    private readonly authenticator: Authenticator,
    private readonly reads: HeavyReads,
  ) {}

  @Get('events')
  @RequiresRole(Role.viewer)
  @Documented({ summary: 'Follow the events of all operations, or read them by pages', ...docs })
  async ofTenant(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(eventQuery, 'query')) query: EventQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(principal, null, { query, lastEventId, request, reply });
  }

  @Get('operations/:id/events')
  @RequiresRole(Role.viewer)
  @Documented({ summary: 'Follow the events of one operation, or read them by pages', ...docs })
  async ofOperation(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('operation')) id: string,
    @Query(new ZodPipe(eventQuery, 'query')) query: EventQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { tenantId } = principal;
    if (!(await readVersions(this.pool, [{ tenantId, id }])).has(id)) throw notFound('operation', id);
    await this.answer(principal, id, { query, lastEventId, request, reply });
  }

  private async answer(
    principal: Principal,
    operationId: string | null,
    given: { query: EventQuery; lastEventId: string | undefined; request: FastifyRequest; reply: FastifyReply },
  ): Promise<void> {
    const { query, lastEventId, request, reply } = given;
    const cursor = query.cursor === undefined ? null : positionOf(query.cursor, 'query', '/cursor');
    const resumed = lastEventId === undefined ? null : positionOf(lastEventId, 'header', '/Last-Event-ID');
    await this.refuseGap(principal.tenantId, resumed ?? cursor);
    // A HEAD request has no body to stream.
    if (request.method === 'HEAD' || !takesEventStream(request.headers.accept)) {
      const { tenantId } = principal;
      const page = await this.reads.run(tenantId, () =>
        this.page(tenantId, operationId, cursor ?? FIRST_POSITION, query.limit),
      );
      await reply.send(page);
      return;
    }
    const { authorization, cookie } = request.headers;
    const stream = await this.streams.start({
      tenantId: principal.tenantId,
      most: principal.tenantLimits.maxEventStreams,
      credential: authorization ?? cookie ?? '',
      operationId,
      after: resumed ?? cursor,
      isAllowed: () => this.isAllowed(request),
    });
    if (request.raw.socket.destroyed) {
      // The client went while the stream was opened. Nobody else would close it.
      stream.destroy();
      reply.hijack();
      return;
    }
    await reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  }

  /** A reader who goes on would not notice what was deleted behind its place. */
  private async refuseGap(tenantId: string, after: EventPosition | null): Promise<void> {
    if (after === null) return;
    const gone = await readGoneEvents(this.pool, tenantId);
    if (gone === null || comparePositions(after, gone) >= 0) return;
    throw new RequestProblemError(
      'events-deleted',
      'Events that came behind this place were kept long enough, and are deleted. Read the operations as they stand, and begin anew: without Last-Event-ID for what comes from now on, without cursor for the oldest that are kept.',
    );
  }

  private async page(
    tenantId: string,
    operationId: string | null,
    after: EventPosition,
    limit: number,
  ): Promise<JsonObject> {
    const { events, isFull, settled } = await readEvents(this.pool, tenantId, { after, operationId, limit });
    const last = events.at(-1)?.position ?? after;
    return {
      items: events.map(({ json }) => JSON.parse(json) as JsonObject),
      next_cursor: isFull ? positionText(last) : null,
      position: positionText(isFull ? last : settled),
    };
  }

  /** A problem of any kind ends the stream: a deleted key is answered `429` once its address has failed too often. */
  private async isAllowed(request: FastifyRequest): Promise<boolean> {
    try {
      await this.authenticator.identify(request);
      return true;
    } catch (error) {
      if (error instanceof RequestProblemError) return false;
      throw error;
    }
  }
}

function positionOf(text: string, part: 'query' | 'header', pointer: string): EventPosition {
  const position = parsePosition(text);
  if (position !== null) return position;
  const suggestion = 'Take it as it is from an event of a stream, or from "position" of a page.';
  throw validationFailed([{ in: part, pointer, detail: 'is not a position among events', suggestion }]);
}
