import { creativesWarnAt, nextFollowAt } from './follow';

const now = new Date('2026-03-02T09:00:00.000Z');
const minutes = (date: Date | null): number | null =>
  date === null ? null : (date.getTime() - now.getTime()) / 60_000;
const at = { now, chance: 0.5, timings: { lateWatchSeconds: 3600 } };

describe('a media buy', () => {
  it.each([
    ['pending', 15],
    ['active', 60],
    ['paused', 60],
    ['completed', null],
    ['canceled', null],
  ] as const)('that is %s is asked about after %s minutes', (status, after) => {
    expect(minutes(nextFollowAt({ status, createdAt: now }, at))).toBe(after);
  });

  it('is asked about later when the seller says so, and never more often than every 30 s', () => {
    expect(minutes(nextFollowAt({ status: 'pending', createdAt: now }, at, 1800))).toBe(30);
    const often = { ...at, timings: { lateWatchSeconds: 1 } };
    expect(minutes(nextFollowAt({ status: 'pending', createdAt: now }, often))).toBe(0.5);
  });

  it('is followed for 400 days', () => {
    const createdAt = new Date(now.getTime() - 400 * 86_400_000);
    expect(nextFollowAt({ status: 'active', createdAt }, at)).toBeNull();
  });

  it.each([
    ['2026-03-05T09:00:00Z', 48 * 60],
    ['2026-03-02T11:00:00+00:00', 60],
    ['2026-03-02T08:00:00Z', null],
    ['soon', null],
    // JavaScript reads this date; the database would not keep it.
    ['99999-01-01', null],
    [null, null],
  ])('with creatives due by %s is warned of after %s minutes', (deadline, after) => {
    expect(minutes(creativesWarnAt(deadline, now))).toBe(after);
  });
});
