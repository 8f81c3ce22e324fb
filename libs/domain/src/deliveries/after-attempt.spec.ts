import fc from 'fast-check';
import { afterAttempt } from './after-attempt';
import { type AttemptEnd, type DeliveryState, DeliveryStatus } from './delivery';

const at = new Date('2026-03-02T09:00:00Z');
const retryAt = new Date('2026-03-02T09:00:05Z');
const claimed: DeliveryState = {
  status: 'pending',
  attempts: 3,
  attemptsBeforeRun: 1,
  dueAt: '2026-03-02 08:59:00+00',
  leaseUntil: '2026-03-02 09:00:30.123456+00',
  lastError: 'the one before',
  deliveredAt: null,
};
const takenOver: DeliveryState = { ...claimed, leaseUntil: '2026-03-02 09:01:30.5+00' };
const askedAgain: DeliveryState = { ...claimed, dueAt: '2026-03-02 09:00:01+00', attemptsBeforeRun: 3 };
const delivered: AttemptEnd = { at, error: null, next: { status: 'delivered' } };
const toRetry: AttemptEnd = { at, error: 'answered 500', next: { status: 'retry', dueAt: retryAt } };
const givenUp: AttemptEnd = { at, error: 'answered 410', next: { status: 'dead' } };

describe('after an attempt, a delivery', () => {
  it('is delivered, whoever holds it now and whatever had become of it', () => {
    for (const now of [claimed, takenOver, askedAgain, { ...claimed, status: DeliveryStatus.dead, dueAt: null }]) {
      expect(afterAttempt(now, claimed, delivered)).toEqual({
        ...now,
        status: 'delivered',
        attempts: 4,
        dueAt: null,
        leaseUntil: null,
        lastError: null,
        deliveredAt: at.toISOString(),
      });
    }
  });

  it('is due again when the attempt failed, and free for the next', () => {
    expect(afterAttempt(claimed, claimed, toRetry)).toEqual({
      ...claimed,
      attempts: 4,
      dueAt: retryAt.toISOString(),
      leaseUntil: null,
      lastError: 'answered 500',
    });
  });

  it('is dead when nobody shall try again', () => {
    expect(afterAttempt(claimed, claimed, givenUp)).toEqual({
      ...claimed,
      status: 'dead',
      attempts: 4,
      dueAt: null,
      leaseUntil: null,
      lastError: 'answered 410',
    });
  });

  it.each([toRetry, givenUp])(
    'stays due as a person asked for it during the attempt, at the start of a run: %j',
    (end) => {
      expect(afterAttempt(askedAgain, claimed, end)).toEqual({
        ...askedAgain,
        attempts: 4,
        attemptsBeforeRun: 4,
        leaseUntil: null,
        lastError: end.error,
      });
    },
  );

  it.each([toRetry, givenUp])('is only counted when somebody else had taken it over, or it had ended: %j', (end) => {
    const over: DeliveryState = { ...claimed, status: 'delivered', dueAt: null, leaseUntil: null, lastError: null };
    for (const now of [takenOver, { ...takenOver, dueAt: askedAgain.dueAt }, over]) {
      expect(afterAttempt(now, claimed, end)).toEqual({ ...now, attempts: 4 });
    }
  });

  it('has every attempt counted, is not due once it ends, and a failure never ends the lease of another', () => {
    const instant = fc.constantFrom(null, claimed.dueAt, claimed.leaseUntil, '2026-03-02 09:07:00+00');
    const anyState = fc.record<DeliveryState>({
      status: fc.constantFrom(...Object.values(DeliveryStatus)),
      attempts: fc.nat(30),
      attemptsBeforeRun: fc.nat(30),
      dueAt: instant,
      leaseUntil: instant,
      lastError: fc.constantFrom(null, 'no'),
      deliveredAt: instant,
    });
    fc.assert(
      fc.property(anyState, anyState, fc.constantFrom(delivered, toRetry, givenUp), (now, was, end) => {
        const after = afterAttempt(now, was, end);
        expect(after.attempts).toBe(now.attempts + 1);
        if (after.status !== now.status) expect(after.dueAt).toBeNull();
        if (end !== delivered && now.leaseUntil !== was.leaseUntil) expect(after.leaseUntil).toBe(now.leaseUntil);
      }),
    );
  });
});
