import type { BulkJobOptions, Queue } from 'bullmq';
import { type Clock, type Hint, type HintKind, type HintSink, systemClock } from '@adcp-orchestrator/domain';
import { type Log, within } from '@adcp-orchestrator/platform';
import type { QueueBackend } from '../backend/queue-backend';
import { deduplicationIdOf, payloadOf } from '../catalog/hint-catalog';

/** Longest that one batch of hints may take; nobody waits for it. */
const SEND_LIMIT_MS = 1_000;
/** After a failure the queue is left alone for this long: hints of that time are dropped at once. */
const PAUSE_AFTER_FAILURE_MS = 2_000;
const GATHER_MS = 2;
/** Under load a kind's batches follow each other no faster: a hint in a hurry waits this long, and is sent once. */
const BETWEEN_BATCHES_MS = 60;
/** Distinct hints that may wait; more than that are dropped, and the sweep finds their rows. */
const MAX_WAITING = 5_000;
/** Delayed hints remembered at once, and how long; forgetting one costs a job that BullMQ drops. */
const MAX_REMEMBERED = 10_000;
const REMEMBERED_MS = 10_000;

export interface HintSenderOptions {
  backend: QueueBackend;
  /** What the delay of a hint is reckoned from: the clock by which it is due. */
  clock?: Clock;
  log: Log;
  /** Kinds that this process works on: whether one still waits is not known here, so all of them are sent. */
  worksOn?: readonly HintKind[];
  /** Told what became of hints, for the metrics. */
  onSent?: (kind: HintKind, result: 'sent' | 'dropped', count: number) => void;
}

interface Lane {
  waiting: Map<string, Hint>;
  /** The delayed hint that was last sent under an id. */
  delayed: Map<string, { dueAt: number; trustedUntil: number }>;
  timer: NodeJS.Timeout | null;
  sending: Promise<void> | null;
  queue: Queue | null;
  pausedUntil: number;
  /** When the last batch left, by the process' clock. */
  lastAt: number;
}

/**
 * Sends hints after a commit. `send` returns at once and never throws: hints are gathered
 * for a moment, the soonest of each kind and seller is kept; one for which a sooner one waits already is not sent, and
 * BullMQ drops those for which another process has sent one.
 * While one is being worked on, the latest is kept for afterwards. What cannot be sent within a second is dropped and
 * counted: the sweep finds the rows.
 */
export class HintSender implements HintSink {
  private readonly lanes = new Map<HintKind, Lane>();
  private closed = false;

  constructor(private readonly options: HintSenderOptions) {}

  send(hints: readonly Hint[]): void {
    const now = this.now();
    for (const hint of hints) {
      const lane = this.laneOf(hint.kind);
      const id = deduplicationIdOf(hint, now);
      if (isCovered(lane, id, hint, now)) continue;
      const known = lane.waiting.get(id);
      if (this.closed || (known === undefined && lane.waiting.size >= MAX_WAITING)) {
        this.options.onSent?.(hint.kind, 'dropped', 1);
        continue;
      }
      if (known === undefined || hint.at < known.at) lane.waiting.set(id, hint);
      this.schedule(hint.kind, lane);
    }
  }

  /** Sends what is still waiting, within the time limit, then closes the queues. */
  async close(): Promise<void> {
    this.closed = true;
    for (const [kind, lane] of this.lanes) {
      if (lane.timer !== null) clearTimeout(lane.timer);
      lane.timer = null;
      await lane.sending;
      if (lane.waiting.size > 0) await this.flush(kind, lane);
      if (lane.queue !== null) await this.closeQueue(lane.queue);
      lane.queue = null;
    }
  }

  private worksOn(kind: HintKind): boolean {
    return this.options.worksOn?.includes(kind) ?? false;
  }

  private now(): Date {
    return (this.options.clock ?? systemClock).now();
  }

  private laneOf(kind: HintKind): Lane {
    let lane = this.lanes.get(kind);
    if (lane === undefined) {
      lane = {
        waiting: new Map(),
        delayed: new Map(),
        timer: null,
        sending: null,
        queue: null,
        pausedUntil: 0,
        lastAt: -Infinity,
      };
      this.lanes.set(kind, lane);
    }
    return lane;
  }

  /** One batch of a kind at a time: hints that come meanwhile wait for the next. */
  private schedule(kind: HintKind, lane: Lane): void {
    if (lane.timer !== null || lane.sending !== null) return;
    const pauseMs = Math.max(GATHER_MS, lane.lastAt + BETWEEN_BATCHES_MS - performance.now());
    lane.timer = setTimeout(() => {
      lane.timer = null;
      lane.sending = this.flush(kind, lane).finally(() => {
        lane.sending = null;
        if (lane.waiting.size > 0 && !this.closed) this.schedule(kind, lane);
      });
    }, pauseMs);
  }

  private async flush(kind: HintKind, lane: Lane): Promise<void> {
    // In one order everywhere: on Postgres a batch locks its ids one after another, and two batches must not cross.
    const hints = [...lane.waiting].sort(([left], [right]) => (left < right ? -1 : 1));
    lane.waiting.clear();
    lane.lastAt = performance.now();
    if (Date.now() < lane.pausedUntil) {
      this.options.onSent?.(kind, 'dropped', hints.length);
      return;
    }
    const now = this.now();
    try {
      lane.queue ??= this.options.backend.openQueue(kind);
      await within(
        lane.queue.addBulk(hints.map((hint) => jobOf(hint, now))),
        SEND_LIMIT_MS,
        `sending ${hints.length} hints`,
      );
      if (!this.worksOn(kind)) remember(lane, hints, now);
      this.options.onSent?.(kind, 'sent', hints.length);
    } catch (error) {
      lane.pausedUntil = Date.now() + PAUSE_AFTER_FAILURE_MS;
      this.options.onSent?.(kind, 'dropped', hints.length);
      this.options.log.warn(
        { err: error, kind, hints: hints.length },
        'hints were dropped; the sweep finds their rows',
      );
      await this.reopenLater(lane);
    }
  }

  /** BullMQ's Postgres backend remembers for ever that its first connection failed: the next batch opens a new one. */
  private async reopenLater(lane: Lane): Promise<void> {
    if (this.options.backend.kind !== 'postgres' || lane.queue === null) return;
    const { queue } = lane;
    lane.queue = null;
    await this.closeQueue(queue);
  }

  private async closeQueue(queue: Queue): Promise<void> {
    try {
      await within(queue.close(), SEND_LIMIT_MS, 'closing a queue');
    } catch (error) {
      this.options.log.debug({ err: error }, 'a queue did not close in time; its connection is dropped');
      void queue.disconnect().catch(() => undefined);
    }
  }
}

/**
 * One that was sent and is still delayed stands for every later one, which BullMQ would drop. Only for some seconds:
 * another process may have brought it forward, or the queue may be empty since.
 */
function isCovered(lane: Lane, id: string, hint: Hint, now: Date): boolean {
  const sent = lane.delayed.get(id);
  return sent !== undefined && now.getTime() < sent.trustedUntil && sent.dueAt <= hint.at.getTime();
}

function remember(lane: Lane, hints: readonly [string, Hint][], now: Date): void {
  for (const [id, { at }] of hints) {
    const dueAt = at.getTime();
    if (lane.delayed.size >= MAX_REMEMBERED) lane.delayed.clear();
    if (dueAt <= now.getTime()) lane.delayed.delete(id);
    else lane.delayed.set(id, { dueAt, trustedUntil: Math.min(dueAt, now.getTime() + REMEMBERED_MS) });
  }
}

/** Under the id that it waited with: what was for later then is not taken for what is due now. */
function jobOf([id, hint]: [string, Hint], now: Date): { name: string; data: unknown; opts: BulkJobOptions } {
  const delay = Math.max(0, hint.at.getTime() - now.getTime());
  return {
    name: hint.kind,
    data: payloadOf(hint),
    opts: {
      delay,
      // A hint for now brings a delayed one forward; a delayed one never puts off what is waiting, unless it was read from
      // the rows that nothing is due sooner.
      deduplication: {
        id,
        keepLastIfActive: true,
        reschedule: delay === 0 || (hint.kind === 'poll' && hint.soonest === true),
      },
    },
  };
}
