import { LARGE_CHARACTERS, isLarge, lightFinding } from './large-values';

const packages = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ package_id: `pkg_${n}`, budget: 1_000, paused: false }));

describe('a large value', () => {
  it.each([
    ['nothing', undefined, false],
    ['null', null, false],
    ['a text just within', 'x'.repeat(LARGE_CHARACTERS - 2), false],
    ['a text just beyond', 'x'.repeat(LARGE_CHARACTERS - 1), true],
    ['a buy of ten packages', { media_buy_id: 'mb', packages: packages(10) }, false],
    ['a buy of ten thousand packages', { media_buy_id: 'mb', packages: packages(10_000) }, true],
    ['an object of many names', Object.fromEntries(packages(10_000).map(({ package_id: id }) => [id, true])), true],
  ])('is told of %s', (_, value, large) => {
    expect(isLarge(value)).toBe(large);
  });

  it('is told without walking to its end', () => {
    let looked = 0;
    const item = {
      get name() {
        looked += 1;
        return 'x'.repeat(1_000);
      },
    };
    expect(isLarge(Array.from({ length: 10_000 }, () => item))).toBe(true);
    expect(looked).toBeLessThan(100);
  });

  it('is left out of the copy that the timeline keeps, with a word that it was', () => {
    const result = { packages: packages(10_000) };
    const outcome = { status: 'created', mediaBuyId: 'mb', result } as const;
    expect(lightFinding({ kind: 'settled', outcome, fingerprint: 'f' })).toEqual({
      kind: 'settled',
      fingerprint: 'f',
      outcome: { status: 'created', mediaBuyId: 'mb', resultOmitted: true },
    });
    const small = { kind: 'settled', outcome: { ...outcome, result: { packages: packages(2) } } } as const;
    expect(lightFinding(small)).toEqual(small);
    expect(lightFinding({ kind: 'poll_requested' })).toEqual({ kind: 'poll_requested' });
  });
});
