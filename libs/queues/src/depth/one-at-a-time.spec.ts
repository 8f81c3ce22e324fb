import { OneAtATime } from './one-at-a-time';

/** A read that ends when it is told to. */
function heldRead(): { read: () => Promise<string>; end: () => void; hasBegun: () => boolean } {
  let begun = false;
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const read = async (): Promise<string> => {
    begun = true;
    await ended;
    return 'read';
  };
  return { read, end, hasBegun: () => begun };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('reads that follow each other', () => {
  afterEach(() => jest.restoreAllMocks());

  it('begin when the one before has ended, also when it failed', async () => {
    const reads = new OneAtATime(60_000);
    const [first, second] = [heldRead(), heldRead()];
    const failed = reads.run(async () => {
      await first.read();
      throw new Error('away');
    });
    const done = reads.run(second.read);
    await soon();
    expect([first.hasBegun(), second.hasBegun()]).toEqual([true, false]);
    first.end();
    await expect(failed).rejects.toThrow('away');
    second.end();
    await expect(done).resolves.toBe('read');
  });

  it('are left out when their turn comes after the limit, and those that are asked for later are not', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    const reads = new OneAtATime(2_000);
    const [hanging, late] = [heldRead(), heldRead()];
    const first = reads.run(hanging.read);
    const second = reads.run(late.read);
    const told = expect(second).rejects.toThrow('longer than 2000 ms');
    await soon();
    now.mockReturnValue(2_000);
    hanging.end();
    await first;
    await told;
    expect(late.hasBegun()).toBe(false);
    await expect(reads.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
