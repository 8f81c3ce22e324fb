import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Pool } from 'pg';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { Clock, JsonObject } from '@adcp-orchestrator/domain';
import { type StatFigures, pendingByType, percentileOf, readStats } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { HeavyRead } from '../limits/heavy-reads';
import { validationFailed } from '../problems/problem';
import { CLOCK } from '../tokens';
import { ZodPipe } from '../validation/zod-pipe';
import { MAX_DAYS, RANGE_FAULT, type StatsParameters, daysBetween, statsQuery, statsSchema } from './stats-schema';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

/** The guide's five figures (guide, Monitoring and Alerting), for a desk. */
@Controller('v1/stats')
export class StatsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @HeavyRead(3)
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Operations',
    summary: 'Pending operations, approval times, and the rates of rejections, timeouts and errors',
    answers: {
      200: {
        description: 'The figures',
        schema: statsSchema,
        example: {
          from: '2026-03-01',
          to: '2026-04-01',
          pending_by_type: { create_media_buy: 41 },
          ended: 1_280,
          average_approval_seconds: 5_400,
          approval_p50_seconds: 3_600,
          approval_p90_seconds: 12_000,
          rejection_rate: 0.04,
          timeout_rate: 0.01,
          api_error_rate: 0.02,
          groups: null,
        },
      },
    },
  })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query(new ZodPipe(statsQuery, 'query')) query: StatsParameters,
  ): Promise<JsonObject> {
    const { from, to } = this.daysOf(query);
    const wanted = { from, to, sellerId: query.seller_id, type: query.type };
    const [pending, [all], groups] = await Promise.all([
      pendingByType(this.pool, tenantId, wanted),
      readStats(this.pool, tenantId, { ...wanted, groupBy: null }),
      query.group_by === undefined ? null : readStats(this.pool, tenantId, { ...wanted, groupBy: query.group_by }),
    ]);
    return {
      from,
      to,
      pending_by_type: Object.fromEntries(pending),
      ...viewOf(all),
      groups: groups === null ? null : groups.map((group) => ({ key: group.key ?? '', ...viewOf(group) })),
    };
  }

  private daysOf({ from, to }: StatsParameters): { from: string; to: string } {
    const tomorrow = dayOf(this.clock.now().getTime() + DAY_MS);
    const end = to ?? (from !== undefined && from >= tomorrow ? dayOf(Date.parse(from) + DAY_MS) : tomorrow);
    const start = from ?? dayOf(Date.parse(end) - DEFAULT_DAYS * DAY_MS);
    // The default of the other end counts too: "from" alone may be long ago.
    if (start >= end || daysBetween(start, end) > MAX_DAYS) {
      throw validationFailed([
        {
          in: 'query',
          pointer: '/to',
          detail: RANGE_FAULT,
          suggestion: 'Ask for a shorter time, or for several in turn.',
        },
      ]);
    }
    return { from: start, to: end };
  }
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function viewOf(figures: StatFigures | undefined): JsonObject {
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const { ended, rejected, timedOut, endedLate, calls, failedCalls, approvals, approvalSeconds, approvalTimes } =
    figures ?? nothing;
  return {
    ended,
    average_approval_seconds: share(approvalSeconds, approvals),
    approval_p50_seconds: percentileOf(approvalTimes, 0.5),
    approval_p90_seconds: percentileOf(approvalTimes, 0.9),
    rejection_rate: share(rejected, ended),
    // What ended after its deadline is among the timeouts already.
    timeout_rate: share(timedOut, ended - endedLate + timedOut),
    api_error_rate: share(failedCalls, calls),
  };
}

const nothing: StatFigures = {
  ...{ key: null, ended: 0, rejected: 0, timedOut: 0, endedLate: 0, calls: 0, failedCalls: 0 },
  ...{ approvals: 0, approvalSeconds: 0, approvalTimes: {} },
};
