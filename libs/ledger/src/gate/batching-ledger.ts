import type { Observation, Operation } from '@adcp-orchestrator/domain';
import { Batcher } from '@adcp-orchestrator/platform';
import type { Ledger, Observed } from './ledger';

/** Observations that arrive within this many milliseconds share a statement. */
const GATHER_MS = 4;
/** The shortest time between two statements under load. Approvals take hours, and larger batches cost less. */
const BETWEEN_MS = 60;
const MAX_BATCH = 100;
/** A batch takes some 30 ms. One that waits for a lock keeps the others waiting no longer than this. */
const BEHIND_MS = 500;

/**
 * Gathers observations that arrive close together into one `observeMany`. A batch waits for the
 * one before it, so that batches grow with the load; two full ones may be under way together. If two of them hold the same row, its
 * version decides which one is written first. So whoever has several observations of one operation, whose order counts,
 * hands over each when the one before it has its answer.
 */
export class BatchingLedger {
  private readonly observing: Batcher<Entering, Observed>;

  constructor(ledger: Pick<Ledger, 'observeMany'>) {
    this.observing = new Batcher({
      name: 'gate',
      run: (entering) =>
        ledger.observeMany(
          entering.map(({ observation }) => observation),
          entering.flatMap(({ held }) => (held === undefined ? [] : [held])),
        ),
      gatherMs: GATHER_MS,
      betweenMs: BETWEEN_MS,
      most: MAX_BATCH,
      behindMs: BEHIND_MS,
    });
  }

  /** Does what `Ledger.observe` does, a few milliseconds later. */
  observe(observation: Observation, held?: Operation): Promise<Observed> {
    return this.observing.add({ observation, held });
  }
}

interface Entering {
  observation: Observation;
  /** As of `Ledger.observeMany`. */
  held: Operation | undefined;
}
