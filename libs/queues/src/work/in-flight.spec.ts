import { TimeLimitExceededError } from '@adcp-orchestrator/platform';
import { InFlight } from './in-flight';

describe('what is under way', () => {
  /** Work that ends when the test says so. */
  function piece() {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { work: () => ended, end };
  }

  it('is waited for piece by piece, also two of the same thing', async () => {
    const inFlight = new InFlight(4);
    const [first, again] = [piece(), piece()];
    const firstDone = new Promise<void>((resolve) => {
      inFlight.run('s1', first.work, resolve);
    });
    inFlight.run('s1', again.work, () => undefined);
    expect([inFlight.free, inFlight.byWhom().get('s1')]).toEqual([2, 2]);

    first.end();
    await firstDone;
    expect([inFlight.free, inFlight.byWhom().get('s1')]).toEqual([3, 1]);
    let idle = false;
    const waited = inFlight.idle().then(() => {
      idle = true;
    });
    await new Promise(setImmediate);
    expect(idle).toBe(false);
    again.end();
    await waited;
    expect(inFlight.size).toBe(0);
  });

  it('is ended by the signal when it takes too long, or when a person will not wait', async () => {
    for (const options of [{ graceMs: 20 }, { graceMs: 60_000, hurry: AbortSignal.abort() }]) {
      const inFlight = new InFlight(1);
      let told = 0;
      inFlight.run(
        's1',
        () =>
          new Promise((resolve) => {
            inFlight.signal.addEventListener('abort', () => {
              resolve();
            });
          }),
        () => undefined,
      );
      await inFlight.end({ ...options, abortedMs: 1_000, onAbort: () => (told += 1) });
      expect([inFlight.size, told]).toEqual([0, 1]);
    }
  });

  it('is left when it does not even end then', async () => {
    const inFlight = new InFlight(1);
    inFlight.run('s1', piece().work, () => undefined);
    await expect(inFlight.end({ graceMs: 5, abortedMs: 5 })).rejects.toThrow(TimeLimitExceededError);
  });

  it('is waited for with what a claim that runs still brings', async () => {
    const inFlight = new InFlight(1);
    const { work, end } = piece();
    const until = Promise.resolve().then(() => {
      inFlight.run('s1', work, () => undefined);
    });
    const ended = inFlight.end({ graceMs: 10_000, abortedMs: 1, until });
    setTimeout(end, 20);
    await ended;
    expect([inFlight.size, inFlight.signal.aborted]).toEqual([0, false]);
  });
});
