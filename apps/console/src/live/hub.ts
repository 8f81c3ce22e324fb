import type { OrchestratorEvent } from '../api/types';
import type { LiveMessage } from './messages';

/** A tab that joins may have read its lists just before: it gets the events of the last moments too. */
const KEPT_MS = 5_000;
const MOST_KEPT = 500;

/** Passes what the stream tells on to every tab, and tells a tab that joins how things stand. */
export class Hub {
  private readonly tabs = new Set<(message: LiveMessage) => void>();
  private last: LiveMessage | null = null;
  private kept: { at: number; event: OrchestratorEvent }[] = [];

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  readonly post = (message: LiveMessage): void => {
    if (message.kind === 'events') {
      const at = this.nowMs();
      this.kept = [...this.recent(), ...message.events.map((event) => ({ at, event }))].slice(-MOST_KEPT);
    } else this.last = message.kind === 'connection' ? { ...message, isFresh: false } : message;
    for (const tell of this.tabs) tell(message);
  };

  join(tell: (message: LiveMessage) => void): void {
    this.tabs.add(tell);
    if (this.last !== null) tell(this.last);
    const events = this.recent().map(({ event }) => event);
    if (events.length > 0) tell({ kind: 'events', events });
  }

  leave(tell: (message: LiveMessage) => void): void {
    this.tabs.delete(tell);
  }

  private recent(): { at: number; event: OrchestratorEvent }[] {
    const since = this.nowMs() - KEPT_MS;
    return this.kept.filter(({ at }) => at >= since);
  }
}
