import { Controller, Get, Inject } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import { type JsonObject, defaultRetention } from '@adcp-orchestrator/domain';
import { readExportPosition, readLastPass, readRetention } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { answerComponent } from '../docs/components';
import { Documented } from '../docs/documented';
import { exportPositionSchema, exportPositionView } from '../exports/export-schema';
import { retentionShape, retentionView } from './retention-schema';

const retentionSchema = answerComponent(
  'Retention',
  z.object({
    ...retentionShape,
    deletion_begins_at: z.iso
      .datetime()
      .nullable()
      .describe(
        'Nothing is deleted before: the tenant is older than the periods, and has seven days from the upgrade on to set others. Null: it is younger',
      ),
    export: exportPositionSchema.describe('Up to where an export was confirmed'),
    last_pass: z
      .object({
        day: z.iso.date().describe('On which day it began, in UTC'),
        ended_at: z.iso.datetime().nullable().describe('When it had gone through everything; null while it has not'),
        deleted: z
          .object({
            operations: z.int().describe('Operations with everything that hung on them'),
            events: z.int().describe('Events'),
            deliveries: z.int().describe('Deliveries with their attempts'),
          })
          .describe('What it has deleted'),
      })
      .nullable()
      .describe('The last pass through what is kept: one a day; null before the first'),
  }),
);

const retentionExample = {
  ...retentionView(defaultRetention),
  deletion_begins_at: null,
  export: { cursor: null, settled_at: null, confirmed_at: null },
  last_pass: {
    day: '2026-03-02',
    ended_at: '2026-03-02T00:01:07.000Z',
    deleted: { operations: 1_204, events: 3_655, deliveries: 3_377 },
  },
};

/** For how long a tenant's things are kept. */
@Controller('v1/retention')
export class RetentionController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Retention',
    summary: 'Read for how long things are kept',
    description:
      "The platform's admin sets it by `PATCH /v1/tenants/{id}`. An operation counts from when it ended and last changed. It stays beyond that while it needs a person, while its buy is followed, and while a notification of it is owed.",
    answers: {
      200: {
        description: 'The periods, and what was deleted last',
        schema: retentionSchema,
        example: retentionExample,
      },
    },
  })
  async read(@CurrentPrincipal() { tenantId }: Principal): Promise<JsonObject> {
    const [retention, confirmed, pass] = [
      await readRetention(this.pool, tenantId),
      await readExportPosition(this.pool, tenantId),
      await readLastPass(this.pool, tenantId),
    ];
    return {
      ...retentionView(retention),
      deletion_begins_at: retention.deletionBeginsAt?.toISOString() ?? null,
      export: exportPositionView(tenantId, confirmed),
      last_pass:
        pass === null
          ? null
          : { day: pass.day, ended_at: pass.endedAt?.toISOString() ?? null, deleted: { ...pass.deleted } },
    };
  }
}
