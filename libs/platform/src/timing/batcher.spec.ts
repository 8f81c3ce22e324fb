import { untilTrue } from '@adcp-orchestrator/testing';
import { BatchAnswersMissingError, Batcher } from './batcher';

describe('a batcher', () => {
  function doubling() {
    const batches: number[][] = [];
    const run = (items: number[]) => {
      batches.push(items);
      return Promise.resolve(items.map((item) => 2 * item));
    };
    return { batches, run };
  }

  it('does what comes close together in one piece, and gives each its own answer', async () => {
    const { batches, run } = doubling();
    const batcher = new Batcher({ name: 'double', run, gatherMs: 1, most: 10 });
    expect(await Promise.all([batcher.add(1), batcher.add(2), batcher.add(3)])).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('lets a full batch leave at once', async () => {
    const { batches, run } = doubling();
    const batcher = new Batcher({ name: 'double', run, gatherMs: 60_000, most: 2 });
    expect(await Promise.all([batcher.add(1), batcher.add(2)])).toEqual([2, 4]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('hands an error to everybody of its batch, and goes on with the next', async () => {
    let fails = true;
    const run = (items: number[]) => (fails ? Promise.reject(new Error('away')) : Promise.resolve(items));
    const batcher = new Batcher({ name: 'double', run, gatherMs: 1, most: 10 });
    const [first, second] = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await batcher.add(3)).toBe(3);
  });

  it('takes a missing answer for an error', async () => {
    const batcher = new Batcher<number, number>({
      name: 'double',
      run: () => Promise.resolve([]),
      gatherMs: 1,
      most: 10,
    });
    await expect(batcher.add(1)).rejects.toThrow(BatchAnswersMissingError);
  });

  describe('whose batches follow each other', () => {
    /** Batches that end when the test says so. */
    function slowly(behindMs: number, most = 10) {
      const batches: number[][] = [];
      const ends: (() => void)[] = [];
      const run = (items: number[]) => {
        batches.push(items);
        return new Promise<number[]>((resolve) =>
          ends.push(() => {
            resolve(items);
          }),
        );
      };
      const batcher = new Batcher({ name: 'double', run, gatherMs: 0, most, behindMs });
      return { batches, ends, batcher };
    }
    const untilThereAre = (count: number, batches: readonly unknown[]): Promise<void> =>
      untilTrue(`${count} batches`, () => batches.length === count, { everyMs: 5 });

    it('gathers what comes meanwhile, and sends it when the one before has ended', async () => {
      const { batches, ends, batcher } = slowly(60_000);
      const answers = [batcher.add(1)];
      await untilThereAre(1, batches);
      answers.push(batcher.add(2), batcher.add(3));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(batches).toEqual([[1]]);
      ends[0]!();
      await untilThereAre(2, batches);
      ends[1]!();
      expect(batches).toEqual([[1], [2, 3]]);
      expect(await Promise.all(answers)).toEqual([1, 2, 3]);
    });

    it('lets one that is full leave beside the one before, and no third', async () => {
      const { batches, ends, batcher } = slowly(60_000, 2);
      const answers = [1, 2, 3, 4, 5, 6, 7].map((item) => batcher.add(item));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(batches).toEqual([
        [1, 2],
        [3, 4],
      ]);
      ends[0]!();
      await untilThereAre(3, batches);
      ends[1]!();
      await new Promise((resolve) => setTimeout(resolve, 20));
      // The last one is not full.
      expect(batches).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      ends[2]!();
      await untilThereAre(4, batches);
      ends[3]!();
      expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('begins the next full one before whoever waited goes on with the answers', async () => {
      const { batches, ends, batcher } = slowly(60_000, 1);
      const begun = batcher.add(1).then(() => batches.length);
      const others = [batcher.add(2), batcher.add(3)];
      expect(batches).toEqual([[1], [2]]);
      ends[0]!();
      expect(await begun).toBe(3);
      for (const end of ends) end();
      expect(await Promise.all(others)).toEqual([2, 3]);
    });

    it('waits no longer for one that hangs, and loses neither answer', async () => {
      const { batches, ends, batcher } = slowly(30);
      const first = batcher.add(1);
      await untilThereAre(1, batches);
      const second = batcher.add(2);
      await untilThereAre(2, batches);
      ends[0]!();
      ends[1]!();
      expect(await Promise.all([first, second])).toEqual([1, 2]);
      const third = batcher.add(3);
      await untilThereAre(3, batches);
      ends[2]!();
      expect(await third).toBe(3);
    });

    it('goes on after a batch that fails', async () => {
      const batcher = new Batcher<number, number>({
        name: 'double',
        run: ([item]) => (item === 1 ? Promise.reject(new Error('away')) : Promise.resolve([item!])),
        gatherMs: 0,
        most: 1,
        behindMs: 60_000,
      });
      const [first, second] = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
      expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    });
  });
});
