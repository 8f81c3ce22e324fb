import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import { AuditKind, confirmExport, inTransaction, readExportPosition, recordAudit } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { Authenticator } from '../access/authenticator';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { HeavyReads } from '../limits/heavy-reads';
import { invalidCursor } from '../paging/cursor';
import { RequestProblemError } from '../problems/problem';
import { CLOCK } from '../tokens';
import { ZodPipe } from '../validation/zod-pipe';
import { ExportLines } from './export-lines';
import {
  type ConfirmBody,
  type ExportQuery,
  confirmBody,
  exportLineSchema,
  exportPositionSchema,
  exportPositionView,
  exportQuery,
  placeOf,
} from './export-schema';
import { type ExportSource, OpenExports } from './open-exports';

const NDJSON = 'application/x-ndjson';
/**
 * Only what has settled so long ago is exported: longer than any statement of the gate takes, and any two clocks differ.
 * So nothing settles later at a place that an export has passed.
 */
const LAG_MS = 15 * 60_000;
/** Between the clock of the replica that exports, and that of the one at which the export is confirmed. */
const CLOCKS_DIFFER_MS = 60_000;

/** Taking a tenant's operations out, for an archive. */
@Controller('v1/exports/operations')
export class ExportsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reads: HeavyReads,
    private readonly authenticator: Authenticator,
    private readonly exports: OpenExports,
  ) {}

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Retention',
    summary: 'Export operations that have ended, with everything that hangs on them',
    description:
      'A line of JSON for each operation (NDJSON), in the order in which they ended: the operation with its request, its timeline and its deliveries. No secret is among it. ' +
      'Each line has its own `cursor`: an export that was cut off goes on behind the last line that was kept. The last line of an answer says whether it is `complete`; while it is not, ask again with its `cursor`. ' +
      'A line tells of an operation as it is now. What may still change later, such as `created` to `active`, is told by a later export alone: with `settled_before`, one exports only what ended long ago. ' +
      'Lines come as fast as the client takes them; one that takes nothing for a minute is cut off. A tenant has two exports under way on each replica at most. Each is in the audit.',
    answers: { 200: { description: 'The lines', schema: exportLineSchema, mediaType: NDJSON } },
    problems: ['too-many-reads'],
  })
  async read(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(exportQuery, 'query')) query: ExportQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = query.cursor === undefined ? null : placeOf(principal.tenantId, query.cursor, 'query');
    void reply.header('content-type', NDJSON).header('cache-control', 'no-store').header('x-accel-buffering', 'no');
    if (request.method === 'HEAD') {
      await reply.send();
      return;
    }
    await this.exports.run(
      principal.tenantId,
      () => this.begin(principal, query, { after, request }),
      (body) => void reply.send(body),
    );
  }

  @Post('confirm')
  @HttpCode(200)
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Retention',
    summary: 'Confirm that an export is kept elsewhere',
    description:
      'With `export_first`, nothing of an operation is deleted before an export of it was confirmed. A confirmation never goes back. A cursor of another tenant is refused, and so is a place that no export can have reached yet.',
    answers: { 200: { description: 'Up to where exports are confirmed now', schema: exportPositionSchema } },
  })
  async confirm(
    @CurrentPrincipal() { tenantId, actor }: Principal,
    @Body(new ZodPipe(confirmBody, 'body')) { cursor }: ConfirmBody,
  ): Promise<JsonObject> {
    const place = placeOf(tenantId, cursor, 'body');
    const now = this.clock.now();
    const latest = new Date(now.getTime() - LAG_MS + CLOCKS_DIFFER_MS);
    const confirmed = await inTransaction(this.pool, async (client) => {
      if (!(await confirmExport(client, tenantId, place, { now, latest }))) {
        throw invalidCursor(
          'body',
          'is of a time that no export can have reached yet',
          'Take "cursor" of the last line that is kept, as it is.',
        );
      }
      const detail = { settled_at: place.at };
      await recordAudit(client, { tenantId, actor }, { kind: AuditKind.exportConfirmed, target: place.id, detail });
      return readExportPosition(client, tenantId);
    });
    return exportPositionView(tenantId, confirmed);
  }

  private async begin(
    { tenantId, actor }: Principal,
    { limit, settled_before: wanted }: ExportQuery,
    { after, request }: { after: ReturnType<typeof placeOf> | null; request: FastifyRequest },
  ): Promise<ExportSource> {
    const latest = new Date(this.clock.now().getTime() - LAG_MS);
    const settledBefore = wanted !== undefined && wanted < latest ? wanted : latest;
    const lines = new ExportLines(
      { pool: this.pool, reads: this.reads, clock: this.clock },
      { tenantId, after, settledBefore, limit },
    );
    await lines.begin();
    const detail = { after: after?.at ?? null, settled_before: settledBefore.toISOString(), limit };
    await recordAudit(this.pool, { tenantId, actor }, { kind: AuditKind.exportRead, target: tenantId, detail });
    return { lines: (isStopping) => lines.lines(isStopping), isAllowed: () => this.isAllowed(request) };
  }

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
