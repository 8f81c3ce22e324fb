import fc from 'fast-check';
import { type Digest, digestAt } from './digest';
import { type ListeningTimes, whenToSend } from './when-to-send';

const night = { time_zone: 'Europe/Berlin', from: '22:00', to: '07:00' };
const daily: Digest = { every: 'daily', at: '08:00', time_zone: 'Europe/Berlin', urgent: true };
const hourly: Digest = { every: 'hourly', at: null, time_zone: 'UTC', urgent: true };

const decide = (
  times: Partial<ListeningTimes>,
  now: string,
  { type = 'operation.created', owed = now, asked = 0 }: { type?: string; owed?: string; asked?: number } = {},
) => {
  const delivery = {
    eventType: type as 'operation.created',
    createdAt: new Date(owed),
    claimed: { attemptsBeforeRun: asked },
  };
  const timing = whenToSend({ quietHours: null, digest: null, ...times }, delivery, new Date(now));
  return timing.when === 'later' ? timing.until.toISOString() : timing.when;
};

describe('when a delivery goes out', () => {
  it('is at once, without quiet hours and digests', () => {
    expect(decide({}, '2026-01-10T23:00:00Z')).toBe('now');
  });

  it('is after quiet hours, unless it is urgent or a person asked for it again', () => {
    const at = '2026-01-10T23:00:00Z';
    expect(decide({ quietHours: night }, at)).toBe('2026-01-11T06:00:00.000Z');
    expect(decide({ quietHours: night }, at, { type: 'operation.attention' })).toBe('now');
    expect(decide({ quietHours: night }, at, { asked: 1 })).toBe('now');
  });

  it('is with the first digest after it was owed', () => {
    const owed = '2026-01-10T08:59:59Z';
    expect(decide({ digest: hourly }, owed)).toBe('2026-01-10T09:00:00.000Z');
    expect(decide({ digest: hourly }, '2026-01-10T09:00:00Z', { owed })).toBe('gather');
    expect(decide({ digest: hourly }, '2026-01-10T09:00:00Z')).toBe('2026-01-10T10:00:00.000Z');
    expect(decide({ digest: daily }, '2026-01-10T06:59:00Z')).toBe('2026-01-10T07:00:00.000Z');
    expect(decide({ digest: daily }, '2026-01-10T07:00:00Z')).toBe('2026-01-11T07:00:00.000Z');
    expect(decide({ digest: daily }, '2026-01-12T07:00:00Z', { owed })).toBe('gather');
  });

  it.each(['operation.attention', 'operation.deadline_near', 'media_buy.creative_deadline_near'])(
    'is at once for %s, unless the subscriber wants that in the digest too',
    (type) => {
      const at = '2026-01-10T12:30:00Z';
      expect(decide({ digest: hourly }, at, { type })).toBe('now');
      expect(decide({ digest: { ...hourly, urgent: false } }, at, { type })).toBe('2026-01-10T13:00:00.000Z');
    },
  );

  it('is by itself for what a person asked for again', () => {
    expect(decide({ digest: daily }, '2026-01-10T12:30:00Z', { asked: 1 })).toBe('now');
  });

  it('is after quiet hours for a digest too, made or not', () => {
    const owed = '2026-01-10T21:30:00Z';
    expect(decide({ digest: hourly, quietHours: night }, '2026-01-10T22:00:00Z', { owed })).toBe(
      '2026-01-11T06:00:00.000Z',
    );
    expect(decide({ digest: hourly, quietHours: night }, '2026-01-11T06:00:00Z', { owed })).toBe('gather');
    expect(decide({ digest: hourly, quietHours: night }, owed, { type: 'subscription.digest' })).toBe(
      '2026-01-11T06:00:00.000Z',
    );
    expect(decide({ digest: hourly }, owed, { type: 'subscription.digest' })).toBe('now');
  });

  it('is within 25 hours of a daily digest, wherever and whenever', () => {
    const minute = fc.nat(1_439).map((at) => new Date(at * 60_000).toISOString().slice(11, 16));
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, minute, at, (time_zone, time, owed) => {
        const due = digestAt({ every: 'daily', at: time, time_zone, urgent: true }, owed).getTime() - owed.getTime();
        expect(due).toBeGreaterThan(0);
        expect(due).toBeLessThanOrEqual(25 * 3_600_000 + 60_000);
      }),
    );
  });
});
