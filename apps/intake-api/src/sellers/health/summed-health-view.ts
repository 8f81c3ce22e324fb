import { CircuitState, type JsonObject, circuitStates, pauseOf } from '@adcp-orchestrator/domain';
import { MAX_SUMMED, type SellerWithSettings, type SummedCount, type SummedHealth } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent } from '../../docs/components';
import { healthCodes, healthProblemCodes } from './health-problems';

const count = z
  .union([z.int(), z.object({ at_least: z.int().describe('Counting stopped here: there are more') })])
  .describe(`A number; above ${MAX_SUMMED.toLocaleString('en')}, at least how many`);

/** How a seller answers, in a few figures: for a list. */
export const summedHealthSchema = answerComponent(
  'SummedHealth',
  z.object({
    problems: z
      .array(z.enum(healthProblemCodes))
      .describe('What is wrong, what keeps operations from being sent first; `GET /v1/sellers/{id}/health` says more'),
    circuit: z.enum(circuitStates).describe('Whether calls go out: `open` holds them back after failures'),
    last_success_at: z.iso.datetime().nullable().describe('The last answer of any kind; an error is an answer'),
    error_rate: z
      .object({ calls: z.int(), failures: z.int(), rate: z.number().nullable().describe('Null without calls') })
      .describe('Of the last hour'),
    poll_lag_seconds: z.number().describe('By how much the longest waiting poll is overdue; 0 when none is'),
    operations: z
      .object({ open: count, pending: count, doubtful: count, attention: count })
      .describe(
        'Those without an end: not sent yet, at the seller, and in doubt or timed out. `attention`: those of any status that need a person, as the attention list has them',
      ),
    orphans: z.object({ ours: count, theirs: count }).describe('Open tasks that only one side knows of'),
  }),
);

export function summedHealthView(seller: SellerWithSettings, health: SummedHealth): JsonObject {
  const { circuit: kept, calls, failures, pollLagSeconds, operations, needing, orphans } = health;
  // The circuit was opened for the old settings. Changed settings close it.
  const circuit = kept !== null && kept.revision === seller.revision ? kept.state : CircuitState.closed;
  const isPaused = pauseOf({ seller: seller.paused_at, tenant: seller.tenant_paused_at }) !== null;
  return {
    problems: healthCodes({
      refusesCredential: health.refusesCredential,
      circuit,
      isPaused,
      calls,
      failures,
      pollLagSeconds,
      orphans: { ours: orphans.ours.count, theirs: orphans.theirs.count },
    }),
    circuit,
    last_success_at: health.lastSuccessAt?.toISOString() ?? null,
    error_rate: { calls, failures, rate: calls === 0 ? null : failures / calls },
    poll_lag_seconds: pollLagSeconds,
    operations: {
      open: countView(operations.open),
      pending: countView(operations.pending),
      doubtful: countView(operations.doubtful),
      attention: countView(needing),
    },
    orphans: { ours: countView(orphans.ours), theirs: countView(orphans.theirs) },
  };
}

function countView({ count: counted, more }: SummedCount): number | JsonObject {
  return more ? { at_least: counted } : counted;
}
