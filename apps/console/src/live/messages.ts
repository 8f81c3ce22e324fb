import type { OrchestratorEvent } from '../api/types';

/** What the one stream of a browser tells each of its tabs. */
export type LiveMessage =
  | {
      kind: 'connection';
      isOpen: boolean;
      /** The stream begins now instead of behind the last event: what was read before it may be old. */
      isFresh: boolean;
    }
  | { kind: 'events'; events: OrchestratorEvent[] }
  /** The session has ended: nothing comes any more. */
  | { kind: 'ended' };

/** What a tab tells the stream. */
export type TabMessage = 'hello' | 'bye';
