// @ts-check
import { codeOf } from '../shared/problem.mjs';

/** @typedef {{ signal: AbortSignal, requested: Promise<string> }} Interrupt */

/**
 * Turns SIGINT, SIGTERM, SIGHUP and a closed output (`npm start | head`) into one orderly request to stop.
 * Under npm a Ctrl-C arrives twice, from the terminal and from npm: the second and later ones change nothing, because
 * every step of stopping is bounded anyway.
 * @returns {Interrupt}
 */
export function onInterrupt() {
  const controller = new AbortController();
  /** @type {(reason: string) => void} */
  let request = () => undefined;
  /** @type {Promise<string>} */
  const requested = new Promise((resolve) => {
    request = (reason) => {
      resolve(reason);
      controller.abort(new Error(`interrupted by ${reason}`));
    };
  });
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => request(name));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (['EPIPE', 'EIO'].includes(codeOf(error) ?? '')) request('closed output');
      else throw error;
    });
  }
  watchNpm(() => request('npm ended'));
  return { signal: controller.signal, requested };
}

/**
 * npm passes signals on, but npm killed with -9 passes nothing on: being left alone then counts as a request too.
 * Only under npm, because a command that was put in the background on purpose outlives its shell.
 * @param {() => void} ended
 */
function watchNpm(ended) {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ended();
  }, 500);
  timer.unref();
}
