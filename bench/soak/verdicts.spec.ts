import type { Minute } from './minute';
import { endVerdicts, latencyVerdicts, memoryVerdicts, slopePerHour } from './verdicts';

const minutes = (count: number, of: (minute: number) => { mb: number; ms: number }): Minute[] =>
  Array.from({ length: count }, (_, place) => {
    const { mb, ms } = of(place + 1);
    const quantiles = { p50: ms, p99: 2 * ms };
    return {
      minute: place + 1,
      at: '2026-01-01T00:00:00.000Z',
      perSecond: 100,
      delays: { accept: quantiles, call: quantiles, tell: quantiles, poll: null },
      memoryMb: { submitter: mb },
      heapMb: {},
      overdueAge: 0,
      lostHints: 0,
      delivered: 0,
      missedEvents: 0,
    };
  });

const reached = (figures: { reached: boolean | null }[]): (boolean | null)[] => figures.map((figure) => figure.reached);

describe('the verdicts of a soak', () => {
  it('find the slope of a line', () => {
    expect(slopePerHour([10, 11, 12, 13])).toBeCloseTo(60);
    expect(slopePerHour([5, 5, 5])).toBe(0);
    expect(slopePerHour([5])).toBe(0);
  });

  it('forgive what a process takes while it warms up', () => {
    expect(reached(memoryVerdicts(minutes(30, (minute) => ({ mb: Math.min(minute, 10) * 20, ms: 5 }))))).toEqual([
      true,
    ]);
  });

  it('see a leak of a megabyte a minute, under a saw of garbage', () => {
    const leak = minutes(30, (minute) => ({ mb: 100 + minute + (minute % 3) * 5, ms: 5 }));
    expect(reached(memoryVerdicts(leak))).toEqual([false]);
  });

  it('see times that grow, and let those pass that do not', () => {
    expect(reached(latencyVerdicts(minutes(30, (minute) => ({ mb: 1, ms: minute * 10 }))))).toEqual([
      ...Array<boolean>(6).fill(false),
      null,
      null,
    ]);
    expect(reached(latencyVerdicts(minutes(30, (minute) => ({ mb: 1, ms: 5 + (minute % 2) }))))).toEqual([
      ...Array<boolean>(6).fill(true),
      null,
      null,
    ]);
  });

  it('do not judge the course of a soak that was too short', () => {
    const short = minutes(3, () => ({ mb: 1, ms: 5 }));
    expect(reached([...memoryVerdicts(short), ...latencyVerdicts(short)])).toEqual(Array<null>(9).fill(null));
  });

  it('name what was lost, missed, refused, booked twice or not told of', () => {
    const good = {
      accepted: 9,
      created: 9,
      bookedTwice: 0,
      notDone: 0,
      refused: 0,
      problems: 0,
      lostHints: 0,
      missedEvents: 0,
    };
    expect(reached(endVerdicts(good))).toEqual(Array<boolean>(6).fill(true));
    expect(reached(endVerdicts({ ...good, lostHints: 1, bookedTwice: 2, created: 8 }))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });
});
