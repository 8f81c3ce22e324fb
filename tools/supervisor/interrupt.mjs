// @ts-check

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
      if ('code' in error && (error.code === 'EPIPE' || error.code === 'EIO')) request('closed output');
      else throw error;
    });
  }
  return { signal: controller.signal, requested };
}
