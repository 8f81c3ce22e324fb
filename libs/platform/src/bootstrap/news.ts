import type { EventEmitter } from 'node:events';

/** What the starter of this process needs to know. The log cannot tell, because it may be silent. */
export type ProcessNews =
  /** The internal listener is open; the process may take `stopSeconds` from SIGTERM to its end. */
  | { kind: 'listening'; internalPort: number; stopSeconds: number }
  /** The process does its work. */
  | { kind: 'started' }
  /** The process stops, and waits for something: a sentence for a person. */
  | { kind: 'waiting'; message: string };

/**
 * Tells the starter of this process. `tools/supervisor/leash.cjs` is loaded before the app, and passes the news on. In
 * production nobody listens, and nothing happens.
 */
export function tellStarter(news: ProcessNews): void {
  (process as EventEmitter).emit('adcp-orchestrator:news', news);
}
