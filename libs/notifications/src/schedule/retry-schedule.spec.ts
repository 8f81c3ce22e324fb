import type { AttemptResult } from '../channel/notification-channel';
import { ATTEMPTS_IN_RUN, nextStep } from './retry-schedule';

const now = new Date('2026-03-02T09:00:00Z');
const failed = (retryAfterSeconds: number | null = null): AttemptResult => ({
  result: 'failed',
  httpStatus: 500,
  answer: null,
  error: 'no',
  retryAfterSeconds,
});

function pause(attemptsBefore: number, chance = 0, result = failed()): number | 'dead' {
  const next = nextStep(result, attemptsBefore, now, chance);
  if (next.status !== 'retry') return 'dead';
  return (next.dueAt.getTime() - now.getTime()) / 1000;
}

describe('the retries of a delivery', () => {
  it('come after growing pauses that fill three days, and then end', () => {
    const pauses = Array.from({ length: ATTEMPTS_IN_RUN }, (_, before) => pause(before));
    expect(pauses.slice(0, 6)).toEqual([5, 30, 120, 600, 1_800, 3_600]);
    expect(pauses.at(-1)).toBe('dead');
    const total = pauses.slice(0, -1).reduce<number>((sum, each) => sum + Number(each), 0);
    expect(total).toBeLessThanOrEqual(72 * 3_600);
    expect(total).toBeGreaterThan(66 * 3_600);
  });

  it('spread by up to a tenth, only towards earlier', () => {
    expect(pause(1, 0.5)).toBe(28.5);
    expect(pause(1, 0.999)).toBeGreaterThan(27);
  });

  it('end, too, when more attempts were recorded than a run has', () => {
    expect(pause(ATTEMPTS_IN_RUN)).toBe('dead');
    expect(pause(2 * ATTEMPTS_IN_RUN)).toBe('dead');
  });

  it('wait as long as the receiver asks, but never beyond an hour, and never less than their own pause', () => {
    expect(pause(0, 0, failed(60))).toBe(60);
    expect(pause(0, 0, failed(999_999))).toBe(3_600);
    expect(pause(3, 0, failed(1))).toBe(600);
  });

  it('are not made when it was delivered, or is not wanted', () => {
    expect(nextStep({ result: 'delivered', httpStatus: 204, answer: null }, 3, now, 0)).toEqual({
      status: 'delivered',
    });
    expect(
      nextStep({ result: 'refused', httpStatus: 410, answer: null, gone: true, error: 'gone' }, 0, now, 0),
    ).toEqual({ status: 'dead' });
  });
});
