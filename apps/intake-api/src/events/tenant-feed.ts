import { setTimeout as sleep } from 'node:timers/promises';
import { type EventPosition, type EventsRead, FIRST_POSITION, comparePositions } from '@adcp-orchestrator/ledger';
import { eventFrame } from './event-frame';

/** Reads events after a place; null: of all operations. */
export type ReadEvents = (after: EventPosition, limit: number, operationId: string | null) => Promise<EventsRead>;

/** An event, encoded once for all who follow. */
export interface FeedEntry {
  position: EventPosition;
  operationId: string | null;
  frame: Buffer;
}

export const EVENTS_AT_ONCE = 200;
/** What is kept for streams that are a little behind. Those that are further behind read the rows themselves. */
const MOST_ENTRIES = 1_000;
const MOST_BYTES = 4 * 1_048_576;
/** Under load, reads are at least this far apart: what came meanwhile is read at once. */
const BETWEEN_READS_MS = 10;
/** The pause before a read is repeated because older transactions were still running. It doubles up to the limit. */
const UNSETTLED_MS = 10;
const UNSETTLED_MOST_MS = 250;
const AFTER_FAILURE_MS = 1_000;

/**
 * The newest events of one tenant, read once for all streams of this process. `wake` says that there may be more. A feed
 * reads only while somebody follows.
 */
export class TenantFeed {
  /** Everything behind this place and up to `head` is in `entries`. */
  private from: EventPosition = FIRST_POSITION;
  private head: EventPosition = FIRST_POSITION;
  private entries: FeedEntry[] = [];
  private bytes = 0;
  private isWanted = false;
  private isReading = false;
  private isClosed = false;

  constructor(
    private readonly read: ReadEvents,
    private readonly onGrown: () => void,
    private readonly onFailed: (error: unknown) => void,
  ) {}

  /** Finds out where new streams begin. Call it first. */
  async open(): Promise<void> {
    const { settled } = await this.read(FIRST_POSITION, 0, null);
    this.from = settled;
    this.head = settled;
  }

  close(): void {
    this.isClosed = true;
  }

  /** Where a stream begins that asks for what comes from now on. */
  get end(): EventPosition {
    return this.head;
  }

  /** @returns the entries behind that place; null when it is too far back for what is kept */
  after(position: EventPosition): readonly FeedEntry[] | null {
    if (comparePositions(position, this.from) < 0) return null;
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle];
      if (entry !== undefined && comparePositions(entry.position, position) <= 0) low = middle + 1;
      else high = middle;
    }
    return low === this.entries.length ? [] : this.entries.slice(low);
  }

  wake(): void {
    this.isWanted = true;
    if (this.isReading || this.isClosed) return;
    this.isReading = true;
    void this.readAll().finally(() => {
      this.isReading = false;
    });
  }

  /** Reads until everything is here that was committed before the last `wake`. */
  private async readAll(): Promise<void> {
    let pause = UNSETTLED_MS;
    let wanted: EventPosition | null = null;
    while (!this.isClosed) {
      const isWoken = this.takeWish();
      try {
        const found = await this.read(this.head, EVENTS_AT_ONCE, null);
        this.append(found);
        if (isWoken) {
          wanted = found.horizon;
          pause = UNSETTLED_MS;
        }
        const isAll = !found.isFull && (wanted === null || comparePositions(found.settled, wanted) >= 0);
        if (isAll && !this.isWanted) return;
        if (isAll || found.isFull) await sleep(BETWEEN_READS_MS);
        else {
          await sleep(pause);
          pause = Math.min(2 * pause, UNSETTLED_MOST_MS);
        }
      } catch (error) {
        this.onFailed(error);
        this.isWanted ||= isWoken;
        await sleep(AFTER_FAILURE_MS);
      }
    }
  }

  private takeWish(): boolean {
    const isWanted = this.isWanted;
    this.isWanted = false;
    return isWanted;
  }

  private append({ events, isFull, settled }: EventsRead): void {
    for (const event of events) {
      const { position, operationId } = event;
      const frame = eventFrame(event);
      this.entries.push({ position, operationId, frame });
      this.bytes += frame.length;
    }
    const last = events.at(-1)?.position ?? this.head;
    this.head = !isFull && comparePositions(settled, last) > 0 ? settled : last;
    this.trim();
    if (events.length > 0) this.onGrown();
  }

  private trim(): void {
    let dropped = 0;
    while (this.entries.length - dropped > MOST_ENTRIES || this.bytes > MOST_BYTES) {
      const entry = this.entries[dropped];
      if (entry === undefined) break;
      this.bytes -= entry.frame.length;
      this.from = entry.position;
      dropped += 1;
    }
    if (dropped > 0) this.entries = this.entries.slice(dropped);
  }
}
