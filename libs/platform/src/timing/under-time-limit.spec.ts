import { getEventListeners } from 'node:events';
import { underTimeLimit } from './under-time-limit';

/** Never ends by itself. It rejects with the reason of its signal. */
function endless(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
    if (signal.aborted) reject(signal.reason as Error);
  });
}

describe('work under a time limit', () => {
  it('falls when the time is up', async () => {
    await expect(underTimeLimit(new AbortController().signal, 5, endless)).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('falls with the outer signal, and has its reason', async () => {
    const outer = new AbortController();
    const stop = new Error('the process is stopping');
    const work = underTimeLimit(outer.signal, 60_000, endless);
    outer.abort(stop);
    await expect(work).rejects.toBe(stop);
    await expect(underTimeLimit(outer.signal, 60_000, endless)).rejects.toBe(stop);
  });

  it('leaves nothing on a signal that lives longer, however much work was done under it', async () => {
    const { signal } = new AbortController();
    const own = await Promise.all(
      Array.from({ length: 100 }, () => underTimeLimit(signal, 60_000, (inner) => Promise.resolve(inner))),
    );
    await expect(underTimeLimit(signal, 60_000, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(own.some(({ aborted }) => aborted)).toBe(false);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    // Node keeps the signals that were derived from this one under such a symbol.
    const inherited = Object.getOwnPropertySymbols(new AbortController().signal).map(String);
    expect(Object.getOwnPropertySymbols(signal).map(String)).toEqual(inherited);
  });
});
