import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { BulkJobOptions, Queue } from 'bullmq';
import { LRUCache } from 'lru-cache';
import type { Clock, Hint, HintKind, HintSink } from '@adcp-orchestrator/domain';
import { type Log, within } from '@adcp-orchestrator/platform';
import { deduplicationIdOf, hintKinds, payloadOf } from '../catalog/hint-catalog';
import type { HintLaneOptions } from './hint-lane';
import { InnerHints } from './inner-hints';

export interface HintSenderOptions {
  queues: Readonly<Record<HintKind, Pick<Queue, 'addBulk'>>>;
  /** The delay of a hint counts from this clock, the same one that sets due times. */
  clock: Clock;
  log: Log;
  /** Told what became of hints, for the metrics. */
  onSent?: (kind: HintKind, result: 'sent' | 'inner' | 'dropped', count: number) => void;
  /** Instead of a second. Only tests need it: their machine may stand still for that long. */
  sendLimitMs?: number;
}

/** A hint that waits to be sent, and the id by which BullMQ drops repetitions of it. */
interface Waiting {
  id: string;
  hint: Hint;
}

/** Longest that one batch of hints may take; nobody waits for it. */
const SEND_LIMIT_MS = 1_000;
/** After a failure the queues are left alone for this long. Hints that come meanwhile are dropped at once. */
const PAUSE_AFTER_FAILURE_MS = 2_000;
/**
 * Under load, batches are at least this far apart. An urgent hint waits this long, and its repetitions go out as one.
 */
const BETWEEN_BATCHES_MS = 60;
/** Distinct hints that may wait; more than that are dropped, and the sweep finds their rows. */
const MAX_WAITING = 5_000;
/** Most delayed hints that are remembered, and for how long. A forgotten one costs a job, which BullMQ drops. */
const MAX_REMEMBERED = 10_000;
const REMEMBERED_MS = 10_000;

/**
 * Sends hints after a commit, those for this process itself in memory. `send` returns at once and never throws. Hints are gathered for a moment, and only the
 * soonest of each kind and seller is kept. BullMQ drops a hint that another process has sent already. While one is
 * worked on, BullMQ keeps the latest for afterwards. What cannot be sent within a second is dropped and counted: the
 * sweep finds the rows.
 */
export class HintSender implements HintSink, OnApplicationShutdown {
  private readonly waiting = new Map<string, Waiting>();
  /** By id: when the delayed hint is due that was sent last, and until when we believe that it still waits. */
  private readonly delayed = new LRUCache<string, { dueAt: number; trustedUntil: number }>({ max: MAX_REMEMBERED });
  /** Kinds that this process works on. */
  private readonly own = new Set<HintKind>();
  private readonly inner: InnerHints;
  private sending: Promise<void> | null = null;
  private pausedUntil = 0;
  private closed = false;

  constructor(private readonly options: HintSenderOptions) {
    this.inner = new InnerHints(options);
  }

  send(hints: readonly Hint[]): void {
    const now = this.options.clock.now();
    for (const hint of hints) {
      if (this.inner.take(hint)) {
        this.options.onSent?.(hint.kind, 'inner', 1);
        continue;
      }
      const id = deduplicationIdOf(hint, now);
      const key = `${hint.kind} ${id}`;
      if (this.isCovered(key, hint, now)) continue;
      const known = this.waiting.get(key);
      if (this.closed || (known === undefined && this.waiting.size >= MAX_WAITING)) {
        this.options.onSent?.(hint.kind, 'dropped', 1);
      } else if (known === undefined || hint.at < known.hint.at) this.waiting.set(key, { id, hint });
    }
    this.sendSoon();
  }

  /**
   * From now on this process works on hints of this kind, and on its own ones without the queue. Of those that it does
   * send it cannot know whether one still waits, so it sends all.
   */
  worksOn(kind: HintKind, work: HintLaneOptions['work']): void {
    this.own.add(kind);
    this.inner.open(kind, work);
  }

  /** No own hint is begun any more. Those that waited are sent to the other processes. */
  handOnOwn(): void {
    this.send(this.inner.close());
  }

  /** After `handOnOwn`: resolves when the own hints that were being worked on are done. */
  ownDone(): Promise<void> {
    return this.inner.done();
  }

  /** Takes no more hints, and sends those that wait. */
  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.sending;
  }

  /** One batch at a time: hints that come meanwhile wait for the next. */
  private sendSoon(): void {
    if (this.waiting.size === 0) return;
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
      this.sendSoon();
    });
  }

  private async sendAll(): Promise<void> {
    await immediate(); // those of the same commit go together
    while (this.waiting.size > 0) {
      await this.sendBatch();
      await sleep(BETWEEN_BATCHES_MS);
    }
  }

  private async sendBatch(): Promise<void> {
    // On Postgres a batch locks its ids one after another. Without one order everywhere, two batches could deadlock.
    const batch = [...this.waiting.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
    this.waiting.clear();
    const now = this.options.clock.now();
    await Promise.all(
      hintKinds.map(async (kind) => {
        const ofKind = batch.filter(({ hint }) => hint.kind === kind);
        if (ofKind.length > 0) await this.sendKind(kind, ofKind, now);
      }),
    );
  }

  private async sendKind(kind: HintKind, batch: readonly Waiting[], now: Date): Promise<void> {
    const { queues, log, onSent, sendLimitMs = SEND_LIMIT_MS } = this.options;
    const count = batch.length;
    if (Date.now() < this.pausedUntil) {
      onSent?.(kind, 'dropped', count);
      return;
    }
    try {
      const jobs = batch.map((one) => jobOf(one, now));
      await within(queues[kind].addBulk(jobs), sendLimitMs, `sending ${count} hints`);
      if (!this.own.has(kind)) for (const one of batch) this.remember(one, now);
      onSent?.(kind, 'sent', count);
    } catch (error) {
      this.pausedUntil = Date.now() + PAUSE_AFTER_FAILURE_MS;
      onSent?.(kind, 'dropped', count);
      log.warn({ err: error, kind, hints: count }, 'hints were dropped; the sweep finds their rows');
    }
  }

  /**
   * A hint that was sent and is still delayed stands for every later one, because BullMQ would drop those. This holds
   * only for some seconds: another process may bring the hint forward, or the queue may lose it.
   */
  private isCovered(key: string, { at }: Hint, now: Date): boolean {
    const sent = this.delayed.get(key);
    return sent !== undefined && now.getTime() < sent.trustedUntil && sent.dueAt <= at.getTime();
  }

  private remember({ id, hint: { kind, at } }: Waiting, now: Date): void {
    const key = `${kind} ${id}`;
    const dueAt = at.getTime();
    if (dueAt <= now.getTime()) this.delayed.delete(key);
    else this.delayed.set(key, { dueAt, trustedUntil: Math.min(dueAt, now.getTime() + REMEMBERED_MS) });
  }
}

/** The job keeps the id that the hint waited under. A fresh id could file a hint for later among those for now. */
function jobOf({ id, hint }: Waiting, now: Date): { name: string; data: unknown; opts: BulkJobOptions } {
  const delay = Math.max(0, hint.at.getTime() - now.getTime());
  return {
    name: hint.kind,
    data: payloadOf(hint),
    opts: {
      delay,
      // A hint for now brings a delayed one forward. A delayed hint never puts off one that waits already, unless the
      // rows have just shown that nothing is due sooner.
      deduplication: {
        id,
        keepLastIfActive: true,
        reschedule: delay === 0 || (hint.kind === 'poll' && hint.soonest === true),
      },
    },
  };
}
