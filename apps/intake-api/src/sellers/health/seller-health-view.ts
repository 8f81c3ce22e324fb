import { CircuitState, type JsonObject, circuitStates, kindOf, operationStatuses } from '@adcp-orchestrator/domain';
import type { SellerHealth, SellerRow } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent } from '../../docs/components';

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
    approval_seconds: z
      .object({ median: z.number(), p95: z.number(), samples: z.int() })
      .nullable()
      .describe('From waiting for the publisher to a good end, over the last 200; null below five'),
    operations: z.object({
      open: z.int().describe('Not sent yet, or being sent'),
      pending: z.int(),
      attention: z.int(),
      by_status: z.partialRecord(z.enum(operationStatuses), z.int()),
    }),
  }),
);

const WINDOW_SECONDS = 3_600;

/** @param health as read at `now` */
export function sellerHealthView(seller: SellerRow, health: SellerHealth, now: Date): JsonObject {
  const { row } = health;
  // The circuit was opened for the old settings. Changed settings close it.
  const held = row !== null && row.revision === seller.revision && row.state !== CircuitState.closed ? row : null;
  const windows = health.windows.filter(({ startsAt }) => startsAt.getTime() > now.getTime() - WINDOW_SECONDS * 1000);
  const calls = sum(windows.map((window) => window.calls));
  const failures = sum(windows.map((window) => window.failures));
  return {
    seller_id: seller.id,
    circuit: {
      state: held?.state ?? CircuitState.closed,
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
    approval_seconds: health.approval,
    operations: {
      open: countOf(health, 'open'),
      pending: countOf(health, 'pending'),
      attention: countOf(health, 'attention'),
      by_status: health.operations as JsonObject,
    },
  };
}

function countOf({ operations }: SellerHealth, kind: 'open' | 'pending' | 'attention'): number {
  return sum(operationStatuses.filter((status) => kindOf(status) === kind).map((status) => operations[status] ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
