import type { Observation } from '@adcp-orchestrator/domain';
import type { Ledger, Observed } from './ledger';

/** Observations that arrive within this many milliseconds share a statement. */
const GATHER_MS = 4;
const MAX_BATCH = 100;

interface Waiting {
  observation: Observation;
  resolve: (observed: Observed) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers observations that arrive close together into one `observeMany`. The batches run side by side; two of them
 * that hold the same row are settled by its version.
 */
export class BatchingLedger {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly ledger: Ledger) {}

  /** As `Ledger.observe`, a few milliseconds later. */
  observe(observation: Observation): Promise<Observed> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ observation, resolve, reject });
      if (this.waiting.length >= MAX_BATCH) this.flush();
      else
        this.timer ??= setTimeout(() => {
          this.flush();
        }, GATHER_MS);
    });
  }

  private flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const batch = this.waiting;
    this.waiting = [];
    this.ledger.observeMany(batch.map(({ observation }) => observation)).then(
      (results) => {
        results.forEach((observed, place) => batch[place]?.resolve(observed));
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error);
      },
    );
  }
}
