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
    const batcher = new Batcher({ run, gatherMs: 1, most: 10 });
    expect(await Promise.all([batcher.add(1), batcher.add(2), batcher.add(3)])).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('lets a full batch leave at once', async () => {
    const { batches, run } = doubling();
    const batcher = new Batcher({ run, gatherMs: 60_000, most: 2 });
    expect(await Promise.all([batcher.add(1), batcher.add(2)])).toEqual([2, 4]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('hands an error to everybody of its batch, and goes on with the next', async () => {
    let fails = true;
    const run = (items: number[]) => (fails ? Promise.reject(new Error('away')) : Promise.resolve(items));
    const batcher = new Batcher({ run, gatherMs: 1, most: 10 });
    const [first, second] = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await batcher.add(3)).toBe(3);
  });

  it('takes a missing answer for an error', async () => {
    const batcher = new Batcher<number, number>({ run: () => Promise.resolve([]), gatherMs: 1, most: 10 });
    await expect(batcher.add(1)).rejects.toThrow(BatchAnswersMissingError);
  });
});
