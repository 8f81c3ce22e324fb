import { judgeClock } from './clocks';

const at = (ms: number): Date => new Date(1_700_000_000_000 + ms);

describe('the difference of a clock', () => {
  it.each([
    ['ok', { before: at(0), theirs: at(1_900), after: at(10) }],
    ['warn', { before: at(0), theirs: at(3_000), after: at(10) }],
    ['warn', { before: at(0), theirs: at(-3_000), after: at(10) }],
    ['fail', { before: at(0), theirs: at(-31_000), after: at(10) }],
    // Read within 4 s: it may have been read at either end.
    ['ok', { before: at(0), theirs: at(3_900), after: at(4_000) }],
    // A clock that tells whole seconds may be one ahead of what it says.
    ['ok', { before: at(0), theirs: at(-2_990), after: at(0), coarseMs: 1_000 }],
    ['warn', { before: at(0), theirs: at(2_100), after: at(0), coarseMs: 1_000 }],
  ])('is %s: %j', (result, reading) => {
    expect(judgeClock(reading)).toMatchObject({ result });
  });

  it('says which one is behind', () => {
    expect(judgeClock({ before: at(0), theirs: at(-40_000), after: at(0) })).toMatchObject({
      message: '40.000 s behind the clock here, give or take 0.000 s',
      whatToDo: expect.stringContaining('NTP'),
    });
  });
});
