import { setTimeout as sleep } from 'node:timers/promises';
import { type Hint, systemClock } from '@adcp-orchestrator/domain';
import { untilTrue } from '@adcp-orchestrator/testing';
import { hintPolicies } from '../catalog/hint-catalog';
import { InnerHints } from './inner-hints';

const poll = (sellerId: string, inMs = 0, soonest?: true): Hint => ({
  kind: 'poll',
  tenantId: 't',
  sellerId,
  at: new Date(Date.now() + inMs),
  soonest,
});
const sellerOf = (hint: Hint): string => (hint.kind === 'notify' ? '' : hint.sellerId);

/** Work that ends when the test says so. */
class Work {
  readonly begun: string[] = [];
  private readonly ends: (() => void)[] = [];
  readonly run = async (hint: Hint): Promise<void> => {
    this.begun.push(sellerOf(hint));
    await new Promise<void>((resolve) => this.ends.push(resolve));
  };

  endAll(): void {
    for (const end of this.ends.splice(0)) end();
  }

  async has(count: number): Promise<void> {
    await untilTrue(`${count} that are begun`, () => this.begun.length >= count, {
      everyMs: 5,
      seen: () => `begun are ${this.begun.length}`,
    });
  }
}

describe('the hints of a process to itself', () => {
  let inner: InnerHints;
  let work: Work;

  beforeEach(() => {
    inner = new InnerHints({ clock: systemClock, most: 100 });
    work = new Work();
  });
  afterEach(async () => {
    inner.close();
    work.endAll();
    await inner.done();
  });

  it('are only of the kinds that it works on', () => {
    expect(inner.take(poll('a'))).toBe(false);
    inner.open('poll', work.run);
    expect(inner.take(poll('a'))).toBe(true);
    expect(inner.take({ kind: 'notify', tenantId: 't', at: new Date() })).toBe(false);
  });

  it('wait beyond the concurrency, and are all worked on', async () => {
    const { concurrency } = hintPolicies.poll;
    inner.open('poll', work.run);
    const sellers = Array.from({ length: concurrency + 20 }, (_, index) => `seller-${index}`);
    for (const seller of sellers) inner.take(poll(seller));
    await work.has(concurrency);
    await sleep(30);
    expect(work.begun).toHaveLength(concurrency);
    work.endAll();
    await work.has(sellers.length);
    expect(work.begun).toEqual(sellers);
  });

  it('are worked on once more when they came during the work', async () => {
    inner.open('poll', work.run);
    inner.take(poll('a'));
    await work.has(1);
    inner.take(poll('a'));
    inner.take(poll('a'));
    await sleep(10);
    expect(work.begun).toEqual(['a']);
    work.endAll();
    await work.has(2);
    work.endAll();
    await sleep(60);
    expect(work.begun).toEqual(['a', 'a']);
  });

  it('come at their time: the soonest counts, unless the rows have shown a later one', async () => {
    inner.open('poll', work.run);
    inner.take(poll('sooner', 60_000));
    inner.take(poll('sooner', 20));
    inner.take(poll('put-off', 20));
    inner.take(poll('put-off', 60_000, true));
    inner.take(poll('stays', 30));
    inner.take(poll('stays', 60_000));
    await work.has(2);
    await sleep(40);
    expect(work.begun).toEqual(['sooner', 'stays']);
  });

  it('are due by the clock of the process, even when it jumps', async () => {
    let now = new Date('2026-03-01T00:00:00Z');
    inner = new InnerHints({ clock: { now: () => now } });
    inner.open('poll', work.run);
    inner.take({ kind: 'poll', tenantId: 't', sellerId: 'a', at: new Date('2026-03-01T10:00:00Z') });
    await sleep(20);
    expect(work.begun).toEqual([]);
    now = new Date('2026-03-01T10:00:01Z');
    await work.has(1);
  });

  it('are tried again as the catalog says', async () => {
    let tries = 0;
    inner.open('submit', () => {
      tries += 1;
      return Promise.reject(new Error('the database is away'));
    });
    inner.take({ kind: 'submit', tenantId: 't', sellerId: 'a', at: new Date() });
    const { attempts } = hintPolicies.submit;
    await untilTrue(`${attempts} tries`, () => tries >= attempts, { everyMs: 5 });
    // One more would come after twice the first pause.
    await sleep(1_300);
    expect(tries).toBe(attempts);
  });

  it('are for the queue when too many wait, and those that wait are handed over at the end', () => {
    inner.open('poll', work.run);
    const taken = Array.from({ length: 101 }, (_, index) => inner.take(poll(`seller-${index}`, 60_000)));
    expect(taken.filter((is) => !is)).toHaveLength(1);
    expect(taken.at(-1)).toBe(false);
    expect(inner.take(poll('seller-7', 50_000))).toBe(true);
    expect(inner.close().map(sellerOf)).toHaveLength(100);
    expect(inner.take(poll('seller-7'))).toBe(false);
  });
});
