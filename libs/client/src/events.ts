import { type EventSourceMessage, createParser } from 'eventsource-parser';
import { type Connection, Pauses, nameOf, pauseAfter } from './calling';
import type { OrchestratorEvent } from './errors';

export interface EventsOptions {
  /** The events of one operation; absent: of all. */
  operationId?: string;
  /** The `position` of an event, or of a page: what came later follows. Absent: from now on. */
  after?: string;
  /** Ends the iteration. */
  signal?: AbortSignal;
  /** Called with the place from which a restart would go on, as soon as it is known. Keep it, to miss nothing. */
  onPosition?: (position: string) => void;
  /** Called when the stream is open, and when it is cut off. It connects again by itself. */
  onConnection?: (isOpen: boolean) => void;
  /** A stream that says nothing for so long counts as cut off; absent: 45 s. The server says something every 15 s. */
  longestSilenceMs?: number;
}

/** An event with its place in the order of all. */
export interface PlacedEvent {
  /** Keep it, and pass it as `after`: what came later follows. */
  position: string;
  event: OrchestratorEvent;
}

/** The server sends something at least every 15 seconds. */
const LONGEST_SILENCE_MS = 45_000;

/**
 * What happens, as it happens, for as long as it is iterated. It connects again by itself when it is cut off, and goes on
 * behind the last event: each comes once.
 * @throws RequestRefusedError when the key or the operation is refused
 */
export async function* events(connection: Connection, options: EventsOptions = {}): AsyncGenerator<PlacedEvent> {
  const { operationId, signal, onPosition, onConnection } = options;
  const path = operationId === undefined ? '/v1/events' : `/v1/operations/${operationId}/events`;
  const pauses = new Pauses();
  let position = options.after;
  while (!isEnded(signal)) {
    let retryAfterMs: number | null = null;
    let isOpen = false;
    const connected = new AbortController();
    const stop = (): void => {
      connected.abort();
    };
    signal?.addEventListener('abort', stop, { once: true });
    const silence = new Silence(options.longestSilenceMs ?? LONGEST_SILENCE_MS, stop);
    try {
      const response = await connection.fetch(`${connection.baseUrl}${path}`, {
        headers: {
          ...connection.credentials('GET'),
          accept: 'text/event-stream',
          ...(position === undefined ? {} : { 'last-event-id': position }),
        },
        signal: connected.signal,
      });
      if (!response.ok) retryAfterMs = await pauseAfter(response);
      else if (response.body !== null) {
        for await (const { id, event, data } of messages(response.body, silence)) {
          pauses.succeeded();
          position = id ?? position;
          if (!isOpen) onConnection?.((isOpen = true));
          if (event !== 'position' && position !== undefined) {
            yield { position, event: JSON.parse(data) as OrchestratorEvent };
          }
          if (position !== undefined) onPosition?.(position);
        }
      }
    } catch (error) {
      if (!isCut(error)) throw error;
    } finally {
      silence.end();
      signal?.removeEventListener('abort', stop);
      stop();
      if (isOpen) onConnection?.(false);
    }
    if (!isEnded(signal)) await pauses.wait(retryAfterMs, signal).catch(ifAborted(signal));
  }
}

function isEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Calls back once nothing was heard for so long. */
class Silence {
  private timer: ReturnType<typeof setTimeout>;

  constructor(
    private readonly longestMs: number,
    private readonly tooLong: () => void,
  ) {
    this.timer = setTimeout(tooLong, longestMs);
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.tooLong, this.longestMs);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** Reads by hand: not every browser lets a stream be iterated. */
async function* messages(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  silence: Silence,
): AsyncGenerator<EventSourceMessage> {
  const found: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => found.push(message) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      silence.heard();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* found.splice(0);
    }
  } finally {
    reader.releaseLock();
  }
}

/** What `fetch` and its body throw when a connection fails or is ended. */
function isCut(error: unknown): boolean {
  return nameOf(error) === 'TypeError' || nameOf(error) === 'AbortError';
}

function ifAborted(signal: AbortSignal | undefined): (error: unknown) => void {
  return (error) => {
    if (!isEnded(signal)) throw error;
  };
}
