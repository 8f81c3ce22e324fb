// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine } from './lines.mjs';
import { nextRestartPause, restartPausePolicy } from './restart-pause.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ signal: NodeJS.Signals, waitMs: number }} StopStep */
/** @typedef {{ code: number | null, signal: NodeJS.Signals | null, uptimeMs: number, pauseMs: number }} PartExit */

/**
 * @typedef {object} PartOptions
 * @property {string} name
 * @property {() => ChildProcess} launch starts the process; called again after each death
 * @property {() => StopStep[]} stopSteps signals to send in turn, and how long to wait after each; SIGKILL follows the last
 * @property {(line: string) => void} [onLine] every line of its output
 * @property {(message: unknown) => void} [onMessage] every message of a process that was launched with a channel
 * @property {(exit: PartExit) => void} [onExit] it died by itself and is started again after `pauseMs`
 * @property {(pid: number) => void} [onStart]
 * @property {import('./restart-pause.mjs').RestartPausePolicy} [restartPause] how long it stays away after a death
 */

/** One supervised process: started again whenever it dies, until it is stopped. */
export class Part {
  /** @type {ChildProcess | undefined} */ #child;
  /** @type {NodeJS.Timeout | undefined} */ #timer;
  /** @type {number | undefined} */ #pauseMs;
  /** @type {Promise<void> | undefined} */ #stopping;
  /** @type {ChildProcess | undefined} the one whose end is wanted: the next follows at once */ #replaced;
  #options;
  #restarts = 0;
  /** @type {string[]} */ #lastLines = [];

  /** @param {PartOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get name() {
    return this.#options.name;
  }

  /** The process id, or nothing between a death and the next start. */
  get pid() {
    return this.#child?.pid;
  }

  /** How often it was started again. */
  get restarts() {
    return this.#restarts;
  }

  /** Its last lines of output (at most 20), for an error message. */
  get lastLines() {
    return [...this.#lastLines];
  }

  start() {
    if (this.#child || this.#stopping) return;
    const startedAt = Date.now();
    const child = this.#options.launch();
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) eachLine(stream, (line) => this.#line(line));
    }
    child.on('message', (message) => this.#options.onMessage?.(message));
    // The pipe breaks when the process dies; its exit is what counts.
    child.stdin?.on('error', () => undefined);
    let ended = false;
    const end = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
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
   * Sends a signal to the process, which is started again if it dies of it.
   * @param {NodeJS.Signals} signal
   * @returns {boolean} whether there was a process to send it to
   */
  kill(signal) {
    return this.#child?.kill(signal) ?? false;
  }

  /**
   * Ends the process and starts it again at once: its program has changed.
   * @param {number} waitMs how long it may take to end after SIGTERM, before SIGKILL
   */
  restart(waitMs) {
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
    child.once('exit', () => clearTimeout(timer));
  }

  /** Ends it for good. Idempotent; bounded by the stop steps, then SIGKILL. */
  stop() {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop() {
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.pid === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', () => resolve(true)));
    for (const { signal, waitMs } of this.#options.stopSteps()) {
      child.kill(signal);
      if (await within(gone, waitMs)) return;
      this.#line(`did not stop within ${waitMs / 1000} s of ${signal}`);
    }
    child.kill('SIGKILL');
    if (!(await within(gone, 5_000))) this.#line(`process ${child.pid} is still there 5 s after SIGKILL`);
  }

  /** @param {string} line */
  #line(line) {
    this.#lastLines.push(line);
    if (this.#lastLines.length > 20) this.#lastLines.shift();
    this.#options.onLine?.(line);
  }
}

/**
 * @param {Promise<unknown>} event
 * @param {number} ms
 * @returns {Promise<boolean>} whether it happened in time
 */
async function within(event, ms) {
  const timer = new AbortController();
  try {
    return await Promise.race([event.then(() => true), sleep(ms, false, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
