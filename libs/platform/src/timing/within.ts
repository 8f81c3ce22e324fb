export class TimeLimitExceededError extends Error {
  override readonly name = 'TimeLimitExceededError';

  constructor(
    readonly what: string,
    readonly limitMs: number,
  ) {
    super(`${what} took longer than ${limitMs} ms`);
  }
}

/**
 * Waits for a promise, but not for ever. The work itself goes on. If it fails later, nobody is told again.
 * @param what names the work in the error
 * @throws TimeLimitExceededError after `limitMs`; else whatever the promise rejects with
 */
export async function within<T>(promise: Promise<T>, limitMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TimeLimitExceededError(what, limitMs));
    }, limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
    // When the limit came first, nobody else listens for the promise's own failure.
    promise.catch(() => undefined);
  }
}
