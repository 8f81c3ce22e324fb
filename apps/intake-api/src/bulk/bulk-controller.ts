import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import {
  type BulkJobRow,
  findBulkJob,
  inTransaction,
  listBulkItems,
  listBulkJobs,
  stopBulkJob,
} from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { IdempotencyKey } from '../operations/intake/idempotency-key';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { notFound } from '../problems/problem';
import { CLOCK } from '../tokens';
import { IdPipe } from '../validation/id-pipe';
import { ZodPipe } from '../validation/zod-pipe';
import { auditStop } from './audit-stop';
import { type BulkBody, bulkBody } from './bulk-body';
import { BulkJobs } from './bulk-jobs';
import { BulkRunner } from './bulk-runner';
import {
  type BulkItemQuery,
  type BulkQuery,
  bulkExample,
  bulkItemPageSchema,
  bulkItemQuery,
  bulkItemView,
  bulkPageSchema,
  bulkQuery,
  bulkSchema,
  bulkView,
} from './bulk-schema';

const byId = z.object({ id: z.uuid() });
const byPosition = z.object({ position: z.string().regex(/^\d{1,9}$/) });
const answer = { schema: bulkSchema, example: bulkExample };

/** One action on many operations. */
@Controller('v1/bulk')
export class BulkController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly jobs: BulkJobs,
    private readonly runner: BulkRunner,
  ) {}

  @Post()
  @HttpCode(202)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Act on many operations',
    description:
      'Freezes which operations are meant, and acts on each as the single action does, once, also when a process dies in between. A `dry_run` only finds out what would be done and what refused.',
    answers: {
      202: { ...answer, description: 'It is kept, and begins', headers: { Location: 'The job' } },
      200: {
        ...answer,
        description: 'It came before under this key',
        headers: { Location: 'The job', 'Idempotent-Replayed': '`true`' },
      },
    },
    problems: ['bulk-limit-reached', 'idempotency-key-reused'],
    requestHeaders: {
      'Idempotency-Key': {
        description: 'Names this request; a repetition under the same key never makes a second job',
        schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
      },
    },
    bodyExamples: {
      cancel: {
        summary: 'Cancel what a seller was not sent yet',
        value: { action: 'cancel', filter: { seller_id: 'acme', status: ['requested'] }, dry_run: true },
      },
    },
  })
  async make(
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | null,
    @Body(new ZodPipe(bulkBody, 'body')) body: BulkBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const { job, replayed } = await this.jobs.make(principal, body, idempotencyKey);
    void reply.header('location', `/v1/bulk/${job.id}`);
    if (replayed) void reply.code(200).header('idempotent-replayed', 'true');
    else this.runner.wake();
    return bulkView(job);
  }

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'List bulk jobs, the newest first',
    description: 'Of the last month: a job is deleted 30 days after its end.',
    answers: { 200: { description: 'A page', schema: bulkPageSchema } },
  })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(bulkQuery, 'query')) { status, dry_run: isDry, cursor, limit }: BulkQuery,
  ): Promise<JsonObject> {
    const filters = { bulk: status ?? null, ...(isDry === undefined ? {} : { isDry }) };
    const after = cursor === undefined ? null : decodeCursor(cursor, byId, filters).id;
    const page = await listBulkJobs(this.pool, tenantId, { status, isDry }, after, limit);
    return {
      items: page.items.map(bulkView),
      next_cursor: page.after === null ? null : encodeCursor({ id: page.after }, filters),
    };
  }

  @Get(':id')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'Read how far a bulk job has come',
    answers: { 200: { ...answer, description: 'The job' } },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new IdPipe('bulk job')) id: string,
  ): Promise<JsonObject> {
    return bulkView(await this.find(tenantId, id));
  }

  @Get(':id/items')
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'List what became of each operation of a bulk job',
    answers: { 200: { description: 'A page, in the order of the selection', schema: bulkItemPageSchema } },
  })
  async items(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id', new IdPipe('bulk job')) id: string,
    @Query(new ZodPipe(bulkItemQuery, 'query')) { status, cursor, limit }: BulkItemQuery,
  ): Promise<JsonObject> {
    await this.find(tenantId, id);
    const filters = { id, status };
    const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, byPosition, filters).position);
    const page = await listBulkItems(this.pool, { tenantId, id }, status ?? null, after, limit);
    return {
      items: page.items.map(bulkItemView),
      next_cursor: page.after === null ? null : encodeCursor({ position: String(page.after) }, filters),
    };
  }

  @Delete(':id')
  @HttpCode(200)
  @RequiresRole(Role.trader)
  @Documented({
    tag: 'Operations',
    summary: 'Stop a bulk job',
    description:
      'What is under way ends; nothing else begins. What was done stays done. One that has ended stays as it is.',
    answers: { 200: { ...answer, description: 'The job' } },
  })
  async stop(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe('bulk job')) id: string,
  ): Promise<JsonObject> {
    const { tenantId } = principal;
    const job = await inTransaction(this.pool, async (client) => {
      const { job: stopped, wasRunning } = await stopBulkJob(client, tenantId, id, this.clock.now());
      if (stopped !== null && wasRunning) await auditStop(client, principal, stopped, 'asked');
      return stopped;
    });
    if (job === null) throw notFound('bulk job', id);
    return bulkView(job);
  }

  private async find(tenantId: string, id: string): Promise<BulkJobRow> {
    const job = await findBulkJob(this.pool, tenantId, id);
    if (job === null) throw notFound('bulk job', id);
    return job;
  }
}
