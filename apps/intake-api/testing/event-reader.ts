import { type IncomingMessage, request } from 'node:http';
import { createParser } from 'eventsource-parser';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

export interface ReadEvent {
  id: string;
  type: string;
  data: { id: string; type: string; sequence: number; operation_id: string };
  atMs: number;
}

/** One connection that reads server-sent events, until it is cut or the server ends it. */
export class EventReader {
  /** Without intakes. */
  readonly events: ReadEvent[] = [];
  readonly intakes: ReadEvent[] = [];
  heartbeats = 0;
  status = 0;
  /** What came instead of a stream. */
  body = '';
  position: string | null = null;
  hasEnded = false;
  private last: string | null = null;
  private constructor(private readonly response: IncomingMessage) {}

  static async open(url: string, { key, lastEventId }: { key: string; lastEventId?: string }): Promise<EventReader> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(url, {
        agent: false,
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'text/event-stream',
          ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        },
      });
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.end();
    });
    const reader = new EventReader(response);
    reader.read();
    if (reader.status === 200) await reader.until(() => reader.position !== null);
    else await reader.until(() => reader.hasEnded);
    return reader;
  }

  /** The id to resume from. */
  get lastEventId(): string {
    return this.last ?? this.position ?? '';
  }

  get ids(): string[] {
    return this.events.map(({ data }) => data.id);
  }

  cut(): void {
    this.response.destroy();
  }

  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  /** @throws Error when it does not become true within a minute */
  async until(isTrue: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!isTrue()) {
      await sleep(5);
      if (Date.now() > end)
        throw new Error(`waited in vain; ${this.events.length} events came, ended: ${this.hasEnded}`);
    }
  }

  private read(): void {
    const { response } = this;
    this.status = response.statusCode ?? 0;
    const parser = createParser({
      onEvent: ({ id = '', event = '', data }) => {
        if (event === 'position') this.position = id;
        else {
          const kept = event === 'operation.requested' ? this.intakes : this.events;
          kept.push({ id, type: event, data: JSON.parse(data) as ReadEvent['data'], atMs: Date.now() });
          this.last = id;
        }
      },
      onComment: () => {
        this.heartbeats += 1;
      },
    });
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      this.body += this.status === 200 ? '' : text;
      parser.feed(text);
    });
    // A cut connection ends with an error. The test that cut it knows.
    response.on('error', () => undefined);
    response.on('close', () => {
      this.hasEnded = true;
    });
  }
}
