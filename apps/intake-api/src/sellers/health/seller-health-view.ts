import {
  CircuitState,
  type JsonObject,
  circuitStates,
  kindOf,
  operationStatuses,
  pauseOf,
} from '@adcp-orchestrator/domain';
import { type SellerHealth, type SellerWithSettings, approvalSteps } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent } from '../../docs/components';
import { healthProblemCodes, healthProblemViews } from './health-problems';

const instant = () => z.iso.datetime().nullable();

/** How a seller answers, for an operator to read. */
export const sellerHealthSchema = answerComponent(
  'SellerHealth',
  z.object({
    seller_id: z.string(),
    circuit: z
      .object({
        state: z.enum(circuitStates),
        opened_at: instant(),
        next_probe_at: instant().describe('When the seller is asked again whether it is there'),
        consecutive_failures: z.int(),
      })
      .describe('While it is not `closed` nothing is sent to the seller; operations wait and go on by themselves'),
    last_success_at: instant().describe('The last answer of any kind; an error is an answer'),
    last_failure_at: instant().describe('The last transport failure, timeout or 5xx'),
    last_error: z.object({ code: z.string(), message: z.string() }).nullable(),
    error_rate: z.object({
      window_seconds: z.int(),
      calls: z.int(),
      failures: z.int(),
      rate: z.number().nullable().describe('failures / calls; null without calls'),
      by_window: z
        .array(z.object({ starts_at: z.iso.datetime(), calls: z.int(), failures: z.int() }))
        .describe('In steps of five minutes, oldest first; steps without calls are left out'),
    }),
    poll_lag_seconds: z.number().describe('By how much the longest waiting poll is overdue; 0 when none is'),
    problems: z
      .array(
        z.object({
          code: z.enum(healthProblemCodes).describe('What is wrong'),
          since: instant().describe('Since when; null when nobody knows'),
          what_to_do: z.string().describe('What it means and what to do, for a person'),
          operations: z
            .int()
            .nullable()
            .describe('How many operations wait behind it, up to 10,000; null when it holds none up by itself'),
          money: z
            .array(z.object({ amount: z.number(), currency: z.string().nullable() }))
            .nullable()
            .describe('Their total budgets, summed by currency; null when it holds none up by itself'),
        }),
      )
      .describe('What is wrong, what keeps operations from being sent first; empty when the seller is well'),
    approval_times: z
      .object({
        approvals: z.int().describe('How many were counted: the last 200 at most'),
        p50: z.number().nullable().describe('Half took no longer, in seconds; null below five'),
        p90: z.number().nullable().describe('Nine of ten took no longer, in seconds; null below five'),
        buckets: z
          .array(
            z.object({
              up_to_seconds: z.int().nullable().describe('The longest time that is counted here; null: any longer'),
              approvals: z.int().describe('How many took longer than the bucket before, and no longer than this'),
            }),
          )
          .describe('Up to a minute, ten minutes, an hour, four hours, a day, and longer'),
      })
      .describe('How long its people took, from waiting for them to a good end'),
    approval_seconds: z
      .object({ median: z.number(), p95: z.number(), samples: z.int() })
      .nullable()
      .describe('From waiting for the publisher to a good end, over the last 200; null below five'),
    operations: z.object({
      open: z.int().describe('Not sent yet, or being sent'),
      pending: z.int(),
      doubtful: z.int(),
      attention: z.int().describe('How many need a person, as the attention list has them; up to 10,000'),
      by_status: z.partialRecord(z.enum(operationStatuses), z.int()),
    }),
  }),
);

const WINDOW_SECONDS = 3_600;

/** @param health as read at `now` */
export function sellerHealthView(seller: SellerWithSettings, health: SellerHealth, now: Date): JsonObject {
  const { row } = health;
  // The circuit was opened for the old settings. Changed settings close it.
  const held = row !== null && row.revision === seller.revision && row.state !== CircuitState.closed ? row : null;
  const windows = health.windows.filter(({ startsAt }) => startsAt.getTime() > now.getTime() - WINDOW_SECONDS * 1000);
  const calls = sum(windows.map((window) => window.calls));
  const failures = sum(windows.map((window) => window.failures));
  const pause = pauseOf({ seller: seller.paused_at, tenant: seller.tenant_paused_at });
  const signs = {
    refusesCredential: health.refusedSince !== null || health.waiting.refused.count > 0,
    circuit: held?.state ?? CircuitState.closed,
    isPaused: pause !== null,
    calls,
    failures,
    pollLagSeconds: health.pollLagSeconds,
    orphans: { ours: health.orphans.ours.count, theirs: health.orphans.theirs.count },
  };
  const problems = healthProblemViews({
    id: seller.id,
    name: seller.name,
    tenantId: seller.tenant_id,
    health,
    openedAt: held?.opened_at ?? null,
    failingSince: windows.find((window) => window.failures > 0)?.startsAt ?? null,
    pause,
    signs,
    now,
  });
  return {
    seller_id: seller.id,
    circuit: {
      state: signs.circuit,
      opened_at: held?.opened_at?.toISOString() ?? null,
      next_probe_at: held?.next_probe_at?.toISOString() ?? null,
      consecutive_failures: row?.consecutive_failures ?? 0,
    },
    last_success_at: row?.last_success_at?.toISOString() ?? null,
    last_failure_at: row?.last_failure_at?.toISOString() ?? null,
    last_error:
      row === null || row.last_error_code === null
        ? null
        : { code: row.last_error_code, message: row.last_error_message ?? '' },
    error_rate: {
      window_seconds: WINDOW_SECONDS,
      calls,
      failures,
      rate: calls === 0 ? null : failures / calls,
      by_window: windows.map((window) => ({
        starts_at: window.startsAt.toISOString(),
        calls: window.calls,
        failures: window.failures,
      })),
    },
    poll_lag_seconds: health.pollLagSeconds,
    problems,
    approval_times: approvalTimesView(health),
    approval_seconds: approvalSecondsView(health),
    operations: {
      open: countOf(health, 'open'),
      pending: countOf(health, 'pending'),
      doubtful: countOf(health, 'attention'),
      attention: health.needing,
      by_status: health.operations as JsonObject,
    },
  };
}

function approvalTimesView({ approvals: { samples, percentiles, counts } }: SellerHealth): JsonObject {
  return {
    approvals: samples,
    p50: percentiles?.p50 ?? null,
    p90: percentiles?.p90 ?? null,
    buckets: counts.map((count, place) => ({ up_to_seconds: approvalSteps[place] ?? null, approvals: count })),
  };
}

function approvalSecondsView({ approvals: { samples, percentiles } }: SellerHealth): JsonObject | null {
  return percentiles === null ? null : { median: percentiles.p50, p95: percentiles.p95, samples };
}

function countOf({ operations }: SellerHealth, kind: 'open' | 'pending' | 'attention'): number {
  return sum(operationStatuses.filter((status) => kindOf(status) === kind).map((status) => operations[status] ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
