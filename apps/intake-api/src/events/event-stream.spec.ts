import {
  type EventPosition,
  type EventsRead,
  type StoredEvent,
  comparePositions,
  positionBefore,
} from '@adcp-orchestrator/ledger';
import { EventStream } from './event-stream';
import { TenantFeed } from './tenant-feed';

const place = (transaction: number): EventPosition => positionBefore(1, BigInt(transaction));

/** Rows as the database would give them: one a transaction, up to the last that has ended. */
class Rows {
  readonly events: StoredEvent[] = [];
  reads = 0;

  add(operationId = 'one', text = ''): void {
    const position = { ...place(this.events.length + 1), id: '11111111-1111-7111-8111-111111111111' };
    this.events.push({ position, operationId, type: 'operation.created', json: JSON.stringify({ text }) });
  }

  readonly read = (after: EventPosition, limit: number, operationId: string | null): Promise<EventsRead> => {
    this.reads += 1;
    const events = this.events
      .filter(({ position }) => comparePositions(position, after) > 0)
      .filter((event) => operationId === null || event.operationId === operationId)
      .slice(0, limit);
    const settled = place(this.events.length + 1);
    return Promise.resolve({
      events,
      isFull: events.length === limit && limit > 0,
      settled,
      horizon: settled,
      isQuiet: true,
    });
  };
}

describe('a stream of events', () => {
  let rows: Rows;
  let feed: TenantFeed;
  let nowMs: number;
  let streams: EventStream[];

  beforeEach(async () => {
    rows = new Rows();
    nowMs = 0;
    streams = [];
    feed = new TenantFeed(
      rows.read,
      () => {
        for (const stream of streams) stream.feed();
      },
      (error) => {
        throw error;
      },
    );
    await feed.open();
  });
  afterEach(() => {
    feed.close();
    for (const stream of streams) stream.destroy();
  });

  function follow({
    after = feed.end,
    operationId = null,
  }: { after?: EventPosition; operationId?: string | null } = {}) {
    const stream = new EventStream({ feed, read: rows.read, operationId, after, nowMs: () => nowMs });
    streams.push(stream);
    return stream;
  }
  const turn = () => new Promise((resolve) => setTimeout(resolve, 25));
  function textOf(stream: EventStream): () => string {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    return () => text;
  }

  it('shares one read of the rows among all who follow, and begins with its position', async () => {
    const texts = [follow(), follow(), follow({ operationId: 'two' })].map(textOf);
    const before = rows.reads;
    rows.add('one', 'first');
    rows.add('two', 'second');
    feed.wake();
    await turn();
    expect(rows.reads).toBe(before + 1);
    expect(texts[0]!()).toMatch(
      /^retry: 1000\nid: 1-1-\S+\nevent: position\ndata: {"position":"1-1-\S+"}\n\nid: 1-1-1/,
    );
    expect(texts.map((text) => [...text().matchAll(/"text":"(\w+)"/g)].map(([, word]) => word))).toEqual([
      ['first', 'second'],
      ['first', 'second'],
      ['second'],
    ]);
  });

  it('holds a few KiB for a client that does not read, says for how long, and goes on where it was', async () => {
    const stream = follow();
    for (let n = 0; n < 100; n += 1) rows.add('one', `${n}:${'x'.repeat(1_000)}`);
    feed.wake();
    await turn();
    nowMs = 21_000;
    expect(stream.readableLength).toBeLessThan(20_000);
    expect(stream.stalledMs).toBe(21_000);
    stream.beat(15_000);
    expect(stream.readableLength).toBeLessThan(20_000);
    const text = textOf(stream);
    await turn();
    expect(stream.stalledMs).toBe(0);
    expect([...text().matchAll(/"text":"(\d+):/g)].map(([, n]) => Number(n))).toEqual([...Array(100).keys()]);
  });

  it('is served from the rows when the feed does not go back so far', async () => {
    for (let n = 0; n < 1_500; n += 1) rows.add('one', `${n}`);
    const first = textOf(follow({ after: place(1) }));
    feed.wake();
    for (let turns = 0; turns < 100 && !first().includes('"1499"'); turns += 1) await turn();
    expect([...first().matchAll(/"text":"(\d+)"/g)].map(([, n]) => Number(n))).toEqual([...Array(1_500).keys()]);
  });

  it('shows that it lives when nothing was sent for a while', async () => {
    const text = textOf(follow());
    await turn();
    nowMs = 14_000;
    streams[0]!.beat(15_000);
    nowMs = 16_000;
    streams[0]!.beat(15_000);
    streams[0]!.beat(15_000);
    await turn();
    expect(text().split(': heartbeat\n\n')).toHaveLength(2);
  });
});
