import { EventSourceParserStream } from 'eventsource-parser/stream';
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
}

/** An event with its place in the order of all. */
export interface PlacedEvent {
  /** Keep it, and pass it as `after`: what came later follows. */
  position: string;
  event: OrchestratorEvent;
}

/** The server sends something at least every 15 seconds. */
const SILENCE_MS = 45_000;

/**
 * What happens, as it happens, for as long as it is iterated. It connects again by itself when it is cut off, and goes on
 * behind the last event: each comes once.
 * @throws RequestRefusedError when the key or the operation is refused
 */
export async function* events(connection: Connection, options: EventsOptions = {}): AsyncGenerator<PlacedEvent> {
  const { operationId, signal, onPosition } = options;
  const path = operationId === undefined ? '/v1/events' : `/v1/operations/${operationId}/events`;
  const pauses = new Pauses();
  let position = options.after;
  while (!isEnded(signal)) {
    let retryAfterMs: number | null = null;
    const connected = new AbortController();
    const stop = (): void => {
      connected.abort();
    };
    signal?.addEventListener('abort', stop, { once: true });
    const silence = setTimeout(stop, SILENCE_MS);
    try {
      const response = await connection.fetch(`${connection.baseUrl}${path}`, {
        headers: {
          authorization: `Bearer ${connection.apiKey}`,
          accept: 'text/event-stream',
          ...(position === undefined ? {} : { 'last-event-id': position }),
        },
        signal: connected.signal,
      });
      if (!response.ok) retryAfterMs = await pauseAfter(response);
      else if (response.body !== null) {
        const parsed = response.body
          .pipeThrough(heard(silence))
          .pipeThrough(new TextDecoderStream())
          .pipeThrough(new EventSourceParserStream());
        for await (const { id, event, data } of parsed) {
          pauses.succeeded();
          position = id ?? position;
          if (event !== 'position' && position !== undefined) {
            yield { position, event: JSON.parse(data) as OrchestratorEvent };
          }
          if (position !== undefined) onPosition?.(position);
        }
      }
    } catch (error) {
      if (!isCut(error)) throw error;
    } finally {
      clearTimeout(silence);
      signal?.removeEventListener('abort', stop);
      stop();
    }
    if (!isEnded(signal)) await pauses.wait(retryAfterMs, signal).catch(ifAborted(signal));
  }
}

function isEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Passes bytes on. Each puts off the end that silence brings. */
function heard(silence: NodeJS.Timeout): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  return new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      silence.refresh();
      controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
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
