import { Readable } from 'node:stream';
import { type EventPosition, comparePositions } from '@adcp-orchestrator/ledger';
import { HEARTBEAT, eventFrame, positionFrame } from './event-frame';
import type { ReadEvents, TenantFeed } from './tenant-feed';

/** What one stream holds for a client that does not read, beside the buffers of its socket. */
const BUFFER_BYTES = 16 * 1_024;
/** Rows that are read at once for a client that is far behind. They are all in memory until it has taken them. */
const CATCH_UP_AT_ONCE = 20;

/**
 * The body of one stream of events. It takes from the feed only while the client reads. A client that is further behind
 * than the feed goes back is served from the rows. So a slow client costs no memory, only the time until it is dropped.
 */
export class EventStream extends Readable {
  private position: EventPosition;
  /** The client has taken everything that was pushed, and waits for more. */
  private isHungry = false;
  private isCatchingUp = false;
  private stalledSinceMs: number | null = null;
  private lastSentMs: number;

  constructor(
    private readonly from: {
      feed: TenantFeed;
      read: ReadEvents;
      /** null: the events of all operations. */
      operationId: string | null;
      after: EventPosition;
      nowMs: () => number;
    },
  ) {
    super({ highWaterMark: BUFFER_BYTES });
    this.position = from.after;
    this.lastSentMs = from.nowMs();
    this.send(positionFrame(from.after));
  }

  override _read(): void {
    this.isHungry = true;
    this.stalledSinceMs = null;
    this.feed();
  }

  /** The feed has more. */
  feed(): void {
    while (this.isHungry && !this.isCatchingUp && !this.destroyed) {
      const entries = this.from.feed.after(this.position);
      if (entries === null) {
        void this.catchUp();
        return;
      }
      if (entries.length === 0) return;
      for (const { position, operationId, frame } of entries) {
        this.position = position;
        if (this.from.operationId !== null && this.from.operationId !== operationId) continue;
        if (!this.send(frame)) return;
      }
    }
  }

  /** Shows that the connection lives, unless something was sent a moment ago. */
  beat(everyMs: number): void {
    if (this.isHungry && this.from.nowMs() - this.lastSentMs >= everyMs) this.send(HEARTBEAT);
  }

  /** For how many milliseconds the client has taken nothing. */
  get stalledMs(): number {
    return this.stalledSinceMs === null ? 0 : this.from.nowMs() - this.stalledSinceMs;
  }

  /** Ends the stream in good order: the client connects again. */
  finish(): void {
    if (!this.destroyed) this.push(null);
  }

  private send(frame: Buffer): boolean {
    this.lastSentMs = this.from.nowMs();
    if (this.push(frame)) return true;
    this.isHungry = false;
    this.stalledSinceMs = this.from.nowMs();
    return false;
  }

  private async catchUp(): Promise<void> {
    const { read, operationId } = this.from;
    this.isCatchingUp = true;
    try {
      const found = await read(this.position, CATCH_UP_AT_ONCE, operationId);
      if (this.destroyed) return;
      for (const event of found.events) {
        this.position = event.position;
        this.send(eventFrame(event));
      }
      if (!found.isFull && comparePositions(found.settled, this.position) > 0) this.position = found.settled;
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
      return;
    } finally {
      this.isCatchingUp = false;
    }
    this.feed();
  }
}
