import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { listAudit } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { HeavyRead } from '../limits/heavy-reads';
import { decodeCursor, encodeCursor } from '../paging/cursor';
import { databaseTime } from '../paging/database-time';
import { ZodPipe } from '../validation/zod-pipe';
import { type AuditQuery, auditPageSchema, auditQuery, auditView } from './audit-schema';

const byTime = z.object({ at: databaseTime, id: z.string().regex(/^\d{1,18}$/) });

/** Who changed what. */
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @HeavyRead()
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Access',
    summary: 'List who changed what, the newest first',
    description:
      'Changes of keys, tenants, sellers and subscriptions, and what people did to operations. Each line is written with its change and never altered. Handing an operation over, and asking its seller (`poll`), are in its timeline alone. Two of `kind`, `actor` and `target` together go by no index: what they do not find within two seconds is `422`, and times with `after` and `before` help.',
    answers: { 200: { description: 'A page', schema: auditPageSchema } },
  })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(auditQuery, 'query')) { limit, cursor, ...filter }: AuditQuery,
  ): Promise<JsonObject> {
    const after = cursor === undefined ? null : decodeCursor(cursor, byTime, { audit: filter });
    const page = await listAudit(this.pool, tenantId, filter, after, limit);
    return {
      items: page.items.map(auditView),
      next_cursor: page.after === null ? null : encodeCursor({ ...page.after }, { audit: filter }),
    };
  }
}
