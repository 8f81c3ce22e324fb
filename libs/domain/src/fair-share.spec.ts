import fc from 'fast-check';
import { type Party, type WaitingWork, fairShare } from './fair-share';

interface Work extends WaitingWork {
  party: number;
}

const anyParties = fc
  .array(
    fc.record({
      busy: fc.nat(40),
      room: fc.integer({ min: -3, max: 20 }),
      dueAfterMs: fc.array(fc.nat(50), { maxLength: 25 }),
    }),
    { maxLength: 12 },
  )
  .map((parties) =>
    parties.map(({ busy, room, dueAfterMs }, party): Party<Work> => ({
      busy,
      room,
      waiting: dueAfterMs.map((ms, n) => ({ id: `${party}-${n}`, dueAt: new Date(ms), party })),
    })),
  );
const anyFree = fc.nat(60);
const anyRule = fc.boolean();

/** What each party got, by its place in the list. */
function got(parties: readonly Party<Work>[], taken: readonly Work[]): Work[][] {
  return parties.map((_, party) => taken.filter((work) => work.party === party));
}

/** What a party could still be given. */
const more = (party: Party<Work>, mine: readonly Work[]): boolean =>
  mine.length < Math.min(party.room, party.waiting.length);

describe('a fair share of the free permits', () => {
  it('is never more than there are, and each work is taken once', () => {
    fc.assert(
      fc.property(anyParties, anyFree, anyRule, (parties, free, leaveFree) => {
        const taken = fairShare(parties, { free, leaveFree });
        expect(taken.length).toBeLessThanOrEqual(free);
        expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
      }),
    );
  });

  it('brings no party beyond its room', () => {
    fc.assert(
      fc.property(anyParties, anyFree, anyRule, (parties, free, leaveFree) => {
        got(parties, fairShare(parties, { free, leaveFree })).forEach((mine, party) => {
          expect(mine.length).toBeLessThanOrEqual(Math.max(0, parties[party]!.room));
        });
      }),
    );
  });

  it('gives a party beyond its first call no more permits than it leaves free, where that is the rule', () => {
    fc.assert(
      fc.property(anyParties, anyFree, (parties, free) => {
        const taken = fairShare(parties, { free, leaveFree: true });
        got(parties, taken).forEach((mine, party) => {
          const calls = parties[party]!.busy + mine.length;
          if (mine.length > 0 && calls > 1) expect(calls).toBeLessThanOrEqual(free - (taken.indexOf(mine.at(-1)!) + 1));
        });
      }),
    );
  });

  it('goes first to whoever has the fewest calls under way, and among equals to whoever waits longest', () => {
    fc.assert(
      fc.property(anyParties, anyFree, anyRule, (parties, free, leaveFree) => {
        const calls = parties.map(({ busy }) => busy);
        const before = parties.map((): Work[] => []);
        for (const work of fairShare(parties, { free, leaveFree })) {
          // Every other party that could have had this permit has more calls, or as many and has waited for less long.
          parties.forEach((party, other) => {
            if (other === work.party || !more(party, before[other]!)) return;
            expect(calls[other]).toBeGreaterThanOrEqual(calls[work.party]!);
            if (calls[other] !== calls[work.party]) return;
            const left = party.waiting
              .filter((one) => !before[other]!.includes(one))
              .map(({ dueAt }) => dueAt.getTime());
            expect(Math.min(...left)).toBeGreaterThanOrEqual(work.dueAt.getTime());
          });
          calls[work.party]! += 1;
          before[work.party]!.push(work);
        }
      }),
    );
  });

  it('takes of each party what waits longest', () => {
    fc.assert(
      fc.property(anyParties, anyFree, anyRule, (parties, free, leaveFree) => {
        got(parties, fairShare(parties, { free, leaveFree })).forEach((mine, party) => {
          const left = parties[party]!.waiting.filter((work) => !mine.includes(work));
          const longestLeft = Math.min(...left.map(({ dueAt }) => dueAt.getTime()));
          for (const { dueAt } of mine) expect(dueAt.getTime()).toBeLessThanOrEqual(longestLeft);
        });
      }),
    );
  });

  it('leaves no permit unused that a party has room and work for, unless that party must leave it free', () => {
    fc.assert(
      fc.property(anyParties, anyFree, anyRule, (parties, free, leaveFree) => {
        const taken = fairShare(parties, { free, leaveFree });
        const left = free - taken.length;
        if (left === 0) return;
        got(parties, taken).forEach((mine, party) => {
          if (!more(parties[party]!, mine)) return;
          const next = parties[party]!.busy + mine.length + 1;
          expect({ leaveFree, isFirst: next === 1, wouldLeave: left - 1 < next }).toEqual({
            leaveFree: true,
            isFirst: false,
            wouldLeave: true,
          });
        });
      }),
    );
  });

  it('does not depend on the order of the parties, nor on that of their work', () => {
    fc.assert(
      fc.property(anyParties, anyFree, anyRule, (parties, free, leaveFree) => {
        const turned = [...parties].reverse().map((party) => ({ ...party, waiting: [...party.waiting].reverse() }));
        expect(fairShare(turned, { free, leaveFree })).toEqual(fairShare(parties, { free, leaveFree }));
      }),
    );
  });

  it('leaves half of the permits to one backlog, two thirds to two, and where nothing is kept free all', () => {
    const backlog = (party: number): Party<Work> => ({
      busy: 0,
      room: 64,
      waiting: Array.from({ length: 40 }, (_, n) => ({ id: `${party}-${n}`, dueAt: new Date(n), party })),
    });
    const two = fairShare([backlog(0), backlog(1)], { free: 32, leaveFree: true });
    expect(got([backlog(0), backlog(1)], two).map(({ length }) => length)).toEqual([11, 10]);
    expect(fairShare([backlog(0)], { free: 32, leaveFree: true })).toHaveLength(16);
    expect(fairShare([backlog(0)], { free: 32, leaveFree: false })).toHaveLength(32);
  });
});
