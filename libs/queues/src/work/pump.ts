import type { Log } from '@adcp-orchestrator/platform';
import type { HintStory } from '../catalog/hint-catalog';
import { type EndOptions, InFlight } from './in-flight';
import { HINTS_COME_WITHIN_MS, type Swept } from './sweeper';

export interface PumpOptions<T> {
  /** Pieces of work under way at once. */
  permits: number;
  /** Permits that come free within this many milliseconds are filled by one claim. */
  refillPauseMs: number;
  /** Takes rows that are due, at most as many as permits are free. */
  claim: (held: InFlight) => Promise<readonly T[]>;
  /** For whom a piece of work holds its permit. */
  whom: (item: T) => string;
  /** Does the work; must not reject. */
  work: (item: T) => Promise<void>;
  /** Since when a piece of work was due when it was claimed, in milliseconds. Absent: a sweep finds nothing late. */
  lateMs?: (item: T) => number;
  /** Whether the last claim may have left rows behind; absent: always. It is asked when work ends that was handed over. */
  leftRows?: () => boolean;
  log: Log;
}

/**
 * Claims due rows and keeps their work going, with never more under way than there are permits. Hints, sweeps and freed
 * permits only wake it: what there is to do is always read from the rows.
 */
export class Pump<T> {
  private readonly inFlight: InFlight;
  private claiming: Promise<number> | null = null;
  private claimAgain = false;
  private refill: NodeJS.Timeout | null = null;
  private stopped = false;
  private ended = 0;
  private late = 0;
  /** Somebody woke us while no permit was free. */
  private missed = false;

  constructor(private readonly options: PumpOptions<T>) {
    this.inFlight = new InFlight(options.permits);
  }

  /** How many pieces of work are under way. */
  get size(): number {
    return this.inFlight.size;
  }

  /** Aborts when what is under way must end. */
  get signal(): AbortSignal {
    return this.inFlight.signal;
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** Asked again after every wait: a stop may have come meanwhile. */
  get mayClaim(): boolean {
    return !this.stopped && this.inFlight.free > 0;
  }

  /**
   * Keeps permits for work that is about to be handed over, already claimed for this process. `handOver` ends it.
   * @returns how many permits were kept
   */
  reserve(wanted: number): number {
    return this.stopped ? 0 : this.inFlight.reserve(wanted);
  }

  /** How many permits nobody holds. */
  get free(): number {
    return this.inFlight.free;
  }

  /** How many permits are kept for work that is about to be handed over. */
  get reserved(): number {
    return this.inFlight.kept;
  }

  /** How many permits the work of each one holds. */
  byWhom(): Map<string, number> {
    return this.inFlight.byWhom();
  }

  /**
   * Gives back the permits that were kept, and starts work that somebody else has claimed for this process. Nothing is
   * read for it, and when it ends, rows are looked at only if some were left.
   */
  handOver(kept: number, items: readonly T[]): void {
    this.inFlight.release(kept);
    for (const item of items) {
      this.run(item, () => {
        if (this.missed || (this.options.leftRows?.() ?? true)) this.refillSoon();
      });
    }
    if (this.missed) this.refillSoon();
  }

  /**
   * Claims what is due, as far as the permits reach, and starts the work. It returns once the work has started, and
   * does not wait for its end.
   * @returns how many were claimed
   */
  wake(): Promise<number> {
    if (this.stopped) return Promise.resolve(0);
    if (this.claiming !== null) {
      // The running claim may have looked already. So it looks once more when it is through.
      this.claimAgain = true;
      return this.claiming;
    }
    this.claiming = this.claimAll().finally(() => {
      this.claiming = null;
    });
    return this.claiming;
  }

  /**
   * Wakes for a sweep. What was due for long, while permits were free and nobody else was about to claim, had lost its
   * hint.
   */
  async sweep(): Promise<Swept> {
    const wouldBeFound = this.claiming !== null || this.refill !== null || this.inFlight.free <= 0;
    const lateBefore = this.late;
    const rows = await this.wake();
    return { rows, late: wouldBeFound ? 0 : this.late - lateBefore };
  }

  /** Wakes, and tells what was found now, and what ended since the last call of this. */
  async look(): Promise<HintStory> {
    const claimed = await this.wake();
    const ended = this.ended;
    this.ended = 0;
    return { claimed, ended_since_last: ended, under_way: this.inFlight.size, free: this.inFlight.free };
  }

  /** Nothing is claimed any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.refill !== null) clearTimeout(this.refill);
    await this.claimed();
  }

  /** As `InFlight.end`. It also waits for a claim that took longer than `stop` was given. */
  end(options: Omit<EndOptions, 'until'>): Promise<void> {
    return this.inFlight.end({ ...options, until: this.claimed() });
  }

  /** A claim that fails is reported by whoever woke the pump. */
  private async claimed(): Promise<void> {
    await this.claiming?.catch(() => undefined);
  }

  private async claimAll(): Promise<number> {
    let total = 0;
    do {
      this.claimAgain = false;
      const claimed = await this.claimOnce();
      total += claimed;
      // Fairness may have left rows behind. A moment later there is more to claim at once.
      if (claimed > 0) this.refillSoon();
    } while (this.shallClaimAgain());
    return total;
  }

  /** Somebody woke us while the claim ran. */
  private shallClaimAgain(): boolean {
    return this.claimAgain && this.mayClaim;
  }

  private async claimOnce(): Promise<number> {
    this.missed = !this.stopped && this.inFlight.free <= 0;
    if (!this.mayClaim) return 0;
    const { claim, lateMs = () => 0 } = this.options;
    const items = await claim(this.inFlight);
    this.late += items.filter((item) => lateMs(item) > HINTS_COME_WITHIN_MS).length;
    for (const item of items) {
      this.run(item, () => {
        this.refillSoon();
      });
    }
    return items.length;
  }

  private run(item: T, onEnd: () => void): void {
    const { whom, work } = this.options;
    this.inFlight.run(
      whom(item),
      () => work(item),
      () => {
        this.ended += 1;
        onEnd();
      },
    );
  }

  private refillSoon(): void {
    if (this.stopped || this.refill !== null) return;
    this.refill = setTimeout(() => {
      this.refill = null;
      this.wake().catch((error: unknown) => {
        this.options.log.warn({ err: error }, 'claiming failed; the sweep tries again');
      });
    }, this.options.refillPauseMs);
  }
}
