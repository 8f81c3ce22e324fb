import fc from 'fast-check';
import { quietUntil } from './quiet-hours';
import { isTimeZone } from './time-of-day';

const night = { time_zone: 'Europe/Berlin', from: '22:00', to: '07:00' };
const until = (at: string, quiet = night) => quietUntil(quiet, new Date(at))?.toISOString() ?? null;

describe('quiet hours', () => {
  it.each([
    ['2026-01-10T20:59:59Z', null],
    ['2026-01-10T21:00:00Z', '2026-01-11T06:00:00.000Z'],
    ['2026-01-11T05:59:59.999Z', '2026-01-11T06:00:00.000Z'],
    ['2026-01-11T06:00:00Z', null],
    // In summer the clock there is an hour ahead of that in winter.
    ['2026-07-10T20:00:00Z', '2026-07-11T05:00:00.000Z'],
    // In these nights the clock is put forward, and back.
    ['2026-03-28T22:30:00Z', '2026-03-29T05:00:00.000Z'],
    ['2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
  ])('at %s last until %s', (at, end) => {
    expect(until(at)).toBe(end);
  });

  it('may lie within one day', () => {
    const noon = { time_zone: 'UTC', from: '12:00', to: '13:30' };
    expect([until('2026-01-10T11:59:00Z', noon), until('2026-01-10T12:15:20Z', noon)]).toEqual([
      null,
      '2026-01-10T13:30:00.000Z',
    ]);
  });

  it('end within 25 hours, at a time that is not quiet, wherever and whenever', () => {
    const minute = fc
      .nat(1_439)
      .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
    const at = fc.date({ min: new Date('2026-06-01'), max: new Date('2026-08-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, minute, minute, at, (time_zone, from, to, now) => {
        fc.pre(from !== to);
        const end = quietUntil({ time_zone, from, to }, now);
        if (end === null) return;
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil({ time_zone, from, to }, end)).toBeNull();
      }),
    );
  });

  it('know the time zones', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });
});
