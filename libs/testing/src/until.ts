import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for a machine that is busy with other things. A healthy one needs a fraction of it. */
export const patienceMs = 60_000;

export interface UntilOptions {
  timeoutMs?: number;
  everyMs?: number;
  /** Says what was seen last, for the error. */
  seen?: () => string;
}

/**
 * Asks again and again until there is an answer.
 * @param what what is awaited, for the error
 * @param probe returns undefined while there is no answer yet; an exception ends the wait
 * @throws Error that says what was awaited, for how long, and what was seen last
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  { timeoutMs = patienceMs, everyMs = 50, seen }: UntilOptions = {},
): Promise<T> {
  const endsAt = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() >= endsAt) {
      throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}${seen === undefined ? '' : `; ${seen()}`}`);
    }
    await pause(everyMs);
  }
}

/** `until` for what only comes true. */
export async function untilTrue(
  what: string,
  condition: () => Promise<boolean> | boolean,
  options?: UntilOptions,
): Promise<void> {
  await until(what, async () => ((await condition()) ? true : undefined), options);
}
