import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine } from './lines';
import { type RestartPausePolicy, nextRestartPause, restartPausePolicy } from './restart-pause';

export interface StopStep {
  signal: NodeJS.Signals;
  waitMs: number;
}
export interface PartExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  uptimeMs: number;
  pauseMs: number;
}

export interface PartOptions {
  name: string;
  /** Starts the process; called again after each death. */
  launch: () => ChildProcess;
  /** Signals to send in turn, and how long to wait after each. SIGKILL follows the last. */
  stopSteps: () => StopStep[];
  /** Called with every line of its output. */
  onLine?: (line: string) => void;
  /** Called with every message of a process that was launched with a channel. */
  onMessage?: (message: unknown) => void;
  /** Called when it died by itself. It is started again after `pauseMs`. */
  onExit?: (exit: PartExit) => void;
  onStart?: (pid: number) => void;
  /** How long it stays away after a death. */
  restartPause?: RestartPausePolicy;
}

/** One supervised process. It is started again whenever it dies, until it is stopped. */
export class Part {
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs: number | undefined;
  #stopping: Promise<void> | undefined;
  /** the one whose end is wanted: the next follows at once */ #replaced: ChildProcess | undefined;
  #options;
  #restarts = 0;
  #lastLines: string[] = [];

  constructor(options: PartOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** The process id; undefined between a death and the next start. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** How often it was started again. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Its last lines of output (at most 20), for an error message. */
  get lastLines(): string[] {
    return [...this.#lastLines];
  }

  start(): void {
    if (this.#child || this.#stopping) return;
    const startedAt = Date.now();
    const child = this.#options.launch();
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream)
        eachLine(stream, (line) => {
          this.#line(line);
        });
    }
    child.on('message', (message) => this.#options.onMessage?.(message));
    // The pipe breaks when the process dies. Only its exit counts.
    child.stdin?.on('error', () => undefined);
    let ended = false;
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      if (ended) return;
      ended = true;
      this.#child = undefined;
      child.stdin?.destroy();
      if (this.#stopping) return;
      if (this.#replaced === child) {
        this.#pauseMs = undefined;
        this.start();
        return;
      }
      const uptimeMs = Date.now() - startedAt;
      const pauseMs = nextRestartPause(this.#pauseMs, uptimeMs, this.#options.restartPause ?? restartPausePolicy);
      this.#pauseMs = pauseMs;
      this.#timer = setTimeout(() => {
        this.#restarts += 1;
        this.start();
      }, pauseMs);
      this.#options.onExit?.({ code, signal, uptimeMs, pauseMs });
    };
    child.once('exit', end);
    child.once('error', (error) => {
      this.#line(`could not be started: ${error.message}`);
      if (child.pid === undefined) end(null, null);
    });
    if (child.pid !== undefined) this.#options.onStart?.(child.pid);
  }

  /**
   * Sends a signal to the process. If the process dies of it, it is started again.
   * @returns whether there was a process to send it to
   */
  kill(signal: NodeJS.Signals): boolean {
    return this.#child?.kill(signal) ?? false;
  }

  /**
   * Ends the process and starts it again at once, because its program has changed.
   * @param waitMs how long it may take to end after SIGTERM, before SIGKILL
   */
  restart(waitMs: number): void {
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) {
      this.start();
      return;
    }
    if (this.#replaced === child) return;
    this.#replaced = child;
    child.kill('SIGTERM');
    const timer = setTimeout(() => {
      this.#line(`did not stop within ${waitMs / 1000} s of SIGTERM, and is killed`);
      child.kill('SIGKILL');
    }, waitMs);
    child.once('exit', () => {
      clearTimeout(timer);
    });
  }

  /** Ends it for good, within the stop steps and then by SIGKILL. May be called again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.pid === undefined) return;
    const gone = new Promise((resolve) =>
      child.once('exit', () => {
        resolve(true);
      }),
    );
    for (const { signal, waitMs } of this.#options.stopSteps()) {
      child.kill(signal);
      if (await within(gone, waitMs)) return;
      this.#line(`did not stop within ${waitMs / 1000} s of ${signal}`);
    }
    child.kill('SIGKILL');
    if (!(await within(gone, 5_000))) this.#line(`process ${child.pid} is still there 5 s after SIGKILL`);
  }

  #line(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > 20) this.#lastLines.shift();
    this.#options.onLine?.(line);
  }
}

/** @returns whether the event came in time */
async function within(event: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([event.then(() => true), sleep(ms, false, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
