import { usualStand } from './usual-stand';

const since = '2026-03-02T09:00:00Z';
const deadline = '2026-03-02T19:00:00Z';
const after = (hours: number): number => Date.parse(since) + hours * 3_600_000;

describe('where a wait stands', () => {
  const usual = { p50: 3_600, p90: 18_000 };

  it('is told against the usual time of the publisher', () => {
    expect(usualStand({ since, deadline, usual }, after(0.5))).toEqual({ share: 7, from: 14, to: 71, zone: 'early' });
    expect(usualStand({ since, deadline, usual }, after(3))).toMatchObject({ share: 43, zone: 'usual' });
    expect(usualStand({ since, deadline, usual }, after(6))).toMatchObject({ share: 86, zone: 'late' });
  });

  it('ends at the end of the bar, which grows when it takes very long', () => {
    expect(usualStand({ since, deadline, usual }, after(50))).toEqual({ share: 100, from: 2, to: 10, zone: 'late' });
  });

  it('is told against the deadline while the publisher has no history', () => {
    expect(usualStand({ since, deadline, usual: null }, after(5))).toEqual({
      share: 50,
      from: 100,
      to: 100,
      zone: 'early',
    });
    expect(usualStand({ since, deadline, usual: null }, after(11))).toMatchObject({ share: 100, zone: 'late' });
  });

  it('begins at nothing when the clock of this machine is behind', () => {
    expect(usualStand({ since, deadline, usual }, after(-1))).toMatchObject({ share: 0, zone: 'early' });
  });
});
