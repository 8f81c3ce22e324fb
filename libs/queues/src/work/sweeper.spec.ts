import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@adcp-orchestrator/platform';
import { Sweeper } from './sweeper';

const log = createLogger('test', 'silent');

describe('the sweeper', () => {
  it('sweeps at once and then again and again, also after errors', async () => {
    let sweeps = 0;
    const results: string[] = [];
    const sweeper = new Sweeper({
      name: 'test',
      everySeconds: 0.01,
      log,
      sweep: () => {
        sweeps += 1;
        return sweeps === 1 ? Promise.reject(new Error('database away')) : Promise.resolve(sweeps);
      },
      onSwept: (_name, result) => results.push(result),
    });
    sweeper.start();
    await sleep(150);
    await sweeper.stop();
    expect(results.slice(0, 3)).toEqual(['failed', 'swept', 'swept']);
    const after = sweeps;
    await sleep(50);
    expect(sweeps).toBe(after);
  });

  it('never runs two sweeps at once, not even when one hangs beyond its limit', async () => {
    let running = 0;
    let most = 0;
    const sweeper = new Sweeper({
      name: 'test',
      everySeconds: 0.001,
      limitSeconds: 0.01,
      log,
      sweep: async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(40);
        running -= 1;
        return 1;
      },
    });
    sweeper.start();
    await sleep(150);
    await sweeper.stop();
    expect(most).toBe(1);
    expect(running).toBe(0);
  });
});
