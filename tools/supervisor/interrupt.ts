import { codeOf } from '../shared/problem.mjs';

export interface Interrupt {
  /** Aborts at the request to stop. */
  signal: AbortSignal;
  /** Resolves at the same moment, with what the request was. */
  requested: Promise<string>;
  /** Aborts when a person will not wait for the stop: a second Ctrl-C. */
  again: AbortSignal;
}

/**
 * Under npm a Ctrl-C arrives twice: from the terminal, and from npm, which may be slow. Within this time both are the
 * same press.
 */
const samePressMs = 2_000;

/**
 * Turns SIGINT, SIGTERM, SIGHUP and a closed output (`npm start | head`) into one orderly request to stop. A later
 * SIGINT is the wish not to wait for it. A later SIGTERM is not: service managers repeat theirs.
 */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const again = new AbortController();
  let requestedAt = 0;
  let request: (reason: string) => void = () => undefined;
  const requested = new Promise<string>((resolve) => {
    request = (reason) => {
      if (controller.signal.aborted) return;
      requestedAt = performance.now();
      resolve(reason);
      controller.abort(new Error(`interrupted by ${reason}`));
    };
  });
  process.on('SIGHUP', () => {
    request('SIGHUP');
  });
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const isLater = controller.signal.aborted && performance.now() - requestedAt > samePressMs;
      if (isLater && name === 'SIGINT') again.abort();
      request(name);
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (['EPIPE', 'EIO'].includes(codeOf(error) ?? '')) request('closed output');
      else throw error;
    });
  }
  watchNpm(() => {
    request('npm ended');
  });
  return { signal: controller.signal, requested, again: again.signal };
}

/**
 * npm passes signals on, but an npm that was killed with -9 cannot. So being left alone counts as a request too. This
 * holds only under npm, because a command that was put in the background on purpose outlives its shell.
 */
function watchNpm(ended: () => void): void {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ended();
  }, 500);
  timer.unref();
}
