import type { Readable } from 'node:stream';

/** Where a command writes. A terminal says so, and how wide it is. */
export interface Sink {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Where a command reads. */
export type Source = Readable & { isTTY?: boolean };

/** What the command line takes from around it. Tests pass others. */
export interface World {
  env: NodeJS.ProcessEnv;
  stdin: Source;
  stdout: Sink;
  stderr: Sink;
  /** The home of who runs it. */
  home: string;
  /** Aborts at Ctrl-C. */
  signal: AbortSignal;
  now: () => Date;
}
