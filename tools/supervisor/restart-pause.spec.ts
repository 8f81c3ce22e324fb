import { nextRestartPause, restartPausePolicy } from './restart-pause';

describe('the pause before a part is started again', () => {
  it('is well below a second the first time', () => {
    expect(nextRestartPause(undefined, 0)).toBe(restartPausePolicy.firstMs);
    expect(restartPausePolicy.firstMs).toBeLessThan(1_000);
  });

  it('grows while the part keeps dying, to five seconds and no further', () => {
    const pauses: number[] = [];
    let pause: number | undefined;
    for (let death = 0; death < 10; death += 1) pauses.push((pause = nextRestartPause(pause, 50)));
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000]);
  });

  it('shrinks again after the part has stayed up', () => {
    expect(nextRestartPause(5_000, 10_000)).toBe(2_500);
    expect(nextRestartPause(5_000, 30_000)).toBe(625);
    expect(nextRestartPause(5_000, 3_600_000)).toBe(restartPausePolicy.firstMs);
  });

  it('does not go astray when the clock was set back', () => {
    expect(nextRestartPause(400, -5_000)).toBe(800);
  });
});
