import { InFlight } from './in-flight';

describe('the attempts under way', () => {
  /** An attempt that ends when it is told to. */
  function attempt() {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { work: () => ended, end };
  }

  it('are each waited for, also two of one delivery', async () => {
    const inFlight = new InFlight(4);
    const [first, again] = [attempt(), attempt()];
    const delivery = { id: 'd1', subscriptionId: 's1' };
    const firstDone = new Promise<void>((resolve) => {
      inFlight.run(delivery, first.work, resolve);
    });
    inFlight.run(delivery, again.work, () => undefined);
    expect([inFlight.free, inFlight.bySubscription().get('s1')]).toEqual([2, 2]);

    first.end();
    await firstDone;
    expect([inFlight.free, inFlight.bySubscription().get('s1')]).toEqual([3, 1]);
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
});
