import { type Client, type OrchestratorEvent, RequestRefusedError } from '@adcp-orchestrator/client';
import type { LiveMessage } from './messages';

/** Events of one moment are told together: two hundred operations that move are a few messages, and not two hundred. */
const TOGETHER_MS = 60;
/** The server says something every 15 seconds. */
const LONGEST_SILENCE_MS = 22_000;
const AFTER_REFUSAL_MS = 5_000;
const UNAUTHORIZED = 401;

/**
 * Follows the events of the tenant until the signal aborts or the session has ended. The client connects again by itself,
 * after pauses that grow up to five seconds, behind the last event.
 */
export async function followEvents(
  client: Client,
  signal: AbortSignal,
  post: (message: LiveMessage) => void,
): Promise<void> {
  const together = new Together(post);
  let position: string | undefined;
  let isFresh = true;
  while (!signal.aborted) {
    try {
      const options = {
        after: position,
        signal,
        longestSilenceMs: LONGEST_SILENCE_MS,
        onPosition: (at: string) => (position = at),
        onConnection: (isOpen: boolean) => {
          together.flush();
          post({ kind: 'connection', isOpen, isFresh: isOpen && isFresh });
          if (isOpen) isFresh = false;
        },
      };
      for await (const { event } of client.events(options)) together.add(event);
    } catch (error) {
      if (error instanceof RequestRefusedError && error.status === UNAUTHORIZED) {
        post({ kind: 'ended' });
        return;
      }
      // Such as a position that is too old. From now on, then, and the tabs read again what they show.
      console.warn('the stream of events was refused; it begins anew', error);
      position = undefined;
      isFresh = true;
      await new Promise((resolve) => setTimeout(resolve, AFTER_REFUSAL_MS));
    }
  }
}

class Together {
  private events: OrchestratorEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly post: (message: LiveMessage) => void) {}

  add(event: OrchestratorEvent): void {
    this.events.push(event);
    this.timer ??= setTimeout(() => {
      this.flush();
    }, TOGETHER_MS);
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.events.length > 0) this.post({ kind: 'events', events: this.events.splice(0) });
  }
}
