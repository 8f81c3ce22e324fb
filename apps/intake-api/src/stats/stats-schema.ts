import { operationTypes } from '@adcp-orchestrator/domain';
import { statGroups } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent } from '../docs/components';
import { line } from '../validation/text';
import { wording } from '../validation/zod-wording';

export const MAX_DAYS = 366;
const day = z.iso.date();
export const RANGE_FAULT = `must be after "from", by at most ${MAX_DAYS} days`;
const askedDay = day.refine(
  (text) => text >= '1970-01-01' && text < '2200-01-01',
  wording('must be of the years 1970 to 2199', 'Write it like 2026-03-01.'),
);

/** The parameters of `GET /v1/stats`. */
export const statsQuery = z.strictObject({
  from: askedDay.optional().describe('The first day, in UTC; without it, 30 days before `to`'),
  to: askedDay.optional().describe('The day after the last, in UTC; without it, tomorrow'),
  seller_id: line(64).optional().describe('Of this seller alone'),
  type: z.enum(operationTypes).optional().describe('Of this type alone'),
  group_by: z.enum(statGroups).optional().describe('Adds the same figures for each of them'),
});
export type StatsParameters = z.output<typeof statsQuery>;

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

const seconds = z.number().nullable();
const rate = z.number().nullable();
const figures = {
  ended: z.int().describe('Operations that ended'),
  average_approval_seconds: seconds.describe('How long publishers took to approve, on average; null without approvals'),
  approval_p50_seconds: seconds.describe('Half of the approvals took no longer, to a twentieth'),
  approval_p90_seconds: seconds.describe('Nine of ten took no longer, to a twentieth'),
  rejection_rate: rate.describe('The share of what ended that was rejected; null when nothing ended'),
  timeout_rate: rate.describe(
    'Of all that ended or whose deadline passed, each counted once: the share whose deadline passed without an outcome',
  ),
  api_error_rate: rate.describe('The share of calls that failed, of the operations that ended'),
};

export const statsSchema = answerComponent(
  'Stats',
  z
    .object({
      from: day.describe('The first day'),
      to: day.describe('The day after the last'),
      pending_by_type: z
        .partialRecord(z.enum(operationTypes), z.int())
        .describe(
          'What waits at sellers now, by type, with the same `seller_id` and `type`; each status is counted up to 10,000',
        ),
      ...figures,
      groups: z
        .array(
          answerComponent(
            'StatsGroup',
            z
              .object({ key: z.string().describe('The seller, type or day'), ...figures })
              .describe('The figures of one seller, type or day'),
          ),
        )
        .nullable()
        .describe('With `group_by`; those of which nothing is known are missing'),
    })
    .describe('What became of the operations of some days'),
);
