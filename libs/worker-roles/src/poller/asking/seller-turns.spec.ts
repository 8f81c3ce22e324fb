import type { SellerRef } from '@adcp-orchestrator/domain';
import { createLogger } from '@adcp-orchestrator/platform';
import { SellerTurns } from './seller-turns';

const ref = (sellerId: string): SellerRef => ({ tenantId: '0190a0a0-0000-7000-8000-000000000001', sellerId });

/** Sellers with so many turns to take each, whatever their size. A turn ends when it is let go, or at once. */
class Work {
  readonly taken: string[] = [];
  private readonly held = new Map<string, () => void>();
  private holding: { turn: string; until: Promise<void> } | null = null;
  readonly turns: SellerTurns<string>;

  constructor(
    slots: number,
    private readonly left: Record<string, number>,
    private readonly slow: readonly string[] = [],
    large?: { atOnce: number; withinMs: number; fromStart?: (seller: SellerRef) => boolean },
  ) {
    this.turns = new SellerTurns({
      slots,
      large: large && { fromStart: () => false, ...large },
      inARow: 100,
      log: createLogger('test', 'silent'),
      failed: 'a turn failed',
      take: (seller, isLarge) => this.take(seller, isLarge),
    });
  }

  async sweep(): Promise<number> {
    const due = Object.keys(this.left).filter((id) => (this.left[id] ?? 0) > 0);
    return (await this.turns.sweep((limit) => Promise.resolve(due.slice(0, limit).map((id) => ref(id))))).length;
  }

  letGo(id: string): void {
    this.held.get(id)?.();
  }

  /** The next such turn does not end by itself. @returns ends it */
  holdNext(turn: string): () => void {
    let end: () => void = () => undefined;
    this.holding = { turn, until: new Promise((resolve) => (end = resolve)) };
    return end;
  }

  /** Until nothing goes on that does not wait for `letGo`. */
  async settled(): Promise<void> {
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
  }

  private async take({ sellerId }: SellerRef, isLarge: boolean): Promise<{ hasMore: boolean; result: string }> {
    this.taken.push(isLarge ? `${sellerId} large` : sellerId);
    if (this.holding?.turn === this.taken.at(-1)) {
      const { until } = this.holding!;
      this.holding = null;
      await until;
    }
    if (this.slow.includes(sellerId)) await new Promise<void>((resolve) => this.held.set(sellerId, resolve));
    const left = (this.left[sellerId] ?? 0) - 1;
    this.left[sellerId] = left;
    return { hasMore: left > 0, result: sellerId };
  }
}

describe('the turns of sellers', () => {
  it('serve those without a slot in line, as soon as a slot comes free', async () => {
    const work = new Work(2, { a: 1, b: 1, c: 1, d: 1, e: 1 }, ['a']);
    expect(await work.sweep()).toBe(5);
    await work.settled();
    expect(work.taken).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(work.turns.size).toBe(1);
  });

  it('go round: a seller with more to do waits until the others in line have had a turn', async () => {
    const work = new Work(1, { a: 3, b: 1, c: 2 });
    await work.sweep();
    await work.settled();
    expect(work.taken).toEqual(['a', 'b', 'c', 'a', 'c', 'a']);
    expect(work.turns.size).toBe(0);
  });

  it('stay with a seller while nobody else waits', async () => {
    const work = new Work(1, { a: 3 });
    const { results } = await work.turns.work(ref('a'));
    expect(results).toEqual(['a', 'a', 'a']);
  });

  it('put nobody in line twice, however often it is due', async () => {
    const work = new Work(1, { a: 1, b: 1 }, ['a']);
    expect(await work.sweep()).toBe(2);
    expect(await work.sweep()).toBe(0);
    work.letGo('a');
    await work.settled();
    expect(work.taken).toEqual(['a', 'b']);
  });

  it('are asked for no more while the line is long', async () => {
    const work = new Work(1, { a: 1, b: 1, c: 1, d: 1, e: 1 }, ['a']);
    await work.sweep();
    await work.turns.sweep(() => Promise.resolve([ref('e')]));
    await expect(work.turns.sweep(() => Promise.reject(new Error('asked')))).resolves.toEqual([]);
  });

  it('are large after the first, when that shows that there is more', async () => {
    const work = new Work(2, { a: 3 }, [], { atOnce: 1, withinMs: 60_000 });
    await work.turns.work(ref('a'));
    expect(work.taken).toEqual(['a', 'a large', 'a large']);
  });

  it('let others pass while a seller waits for a large one, and give it the next', async () => {
    const work = new Work(3, { a: 9, b: 2 }, [], { atOnce: 1, withinMs: 60_000 });
    const large = work.holdNext('a large');
    await work.sweep();
    await work.settled();
    expect(work.taken).toEqual(['a', 'b', 'a large']);
    expect(work.turns.size).toBe(1);
    // A hint does not get around the line. Others have their slots.
    expect(await work.turns.work(ref('b'))).toEqual({ results: [], failed: false });
    expect((await work.turns.work(ref('c'))).results).toEqual(['c']);
    large();
    await work.settled();
    expect(work.taken.indexOf('b large')).toBe(4);
  });

  it('are large from the start for a seller that is rarely asked, and wait for that in line', async () => {
    const fromStart = ({ sellerId }: SellerRef): boolean => sellerId !== 'c';
    const work = new Work(3, { a: 1, b: 1, c: 1 }, [], { atOnce: 1, withinMs: 60_000, fromStart });
    const end = work.holdNext('a large');
    const first = work.turns.work(ref('a'));
    expect(await work.turns.work(ref('b'))).toEqual({ results: [], failed: false });
    await work.turns.work(ref('c'));
    expect(work.taken).toEqual(['a large', 'c']);
    end();
    await first;
    await work.settled();
    expect(work.taken).toEqual(['a large', 'c', 'b large']);
  });

  it('stay small for a seller that is slow', async () => {
    const work = new Work(2, { a: 3 }, [], { atOnce: 1, withinMs: -1 });
    await work.turns.work(ref('a'));
    expect(work.taken).toEqual(['a', 'a', 'a']);
  });

  it('begin for nobody in line once they are stopped', async () => {
    const work = new Work(1, { a: 1, b: 1 }, ['a']);
    await work.sweep();
    work.turns.stop();
    work.letGo('a');
    await work.settled();
    expect(work.taken).toEqual(['a']);
  });
});
