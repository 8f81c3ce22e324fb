import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { createLogger } from '@adcp-orchestrator/platform';
import { Sweeper } from './sweeper';

const log = createLogger('test', 'silent');

describe('the sweeper', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

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
    while (results.length < 3) await sleep(5);
    await sweeper.stop();
    expect(results.slice(0, 3)).toEqual(['failed', 'swept', 'swept']);
    const after = sweeps;
    await sleep(50);
    expect(sweeps).toBe(after);
  });

  const failing = (code: string): Error => Object.assign(new DatabaseError('permission', 1, 'error'), { code });

  /** Sweeps once for each outcome, and tells after each whether readiness was content. */
  async function readinessAfter(outcomes: readonly (Error | number)[]): Promise<string[]> {
    const seen: string[] = [];
    const look = (): string => {
      try {
        sweeper.checkSweeping();
        return 'ok';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const sweeper = new Sweeper({
      name: 'test',
      everySeconds: 0.001,
      log,
      sweep: () => {
        seen.push(look());
        const outcome = outcomes[seen.length - 1] ?? 0;
        return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
      },
    });
    sweeper.start();
    while (seen.length <= outcomes.length) await sleep(5);
    await sweeper.stop();
    return seen.slice(1, outcomes.length + 1);
  }

  it('is not ready when its first sweep fails, and says why', async () => {
    const [after] = await readinessAfter([failing('42501')]);
    expect(after).toMatch(/^it failed: the database role lacks a permission.*42501/);
  });

  it('is not ready when three sweeps in a row fail, and ready again after the next good one', async () => {
    const broken = failing('42P01');
    const after = await readinessAfter([0, broken, broken, 0, broken, broken, broken, 0]);
    expect(after).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
      expect.stringMatching(/^it failed 3 times in a row.*42P01/) as string,
      'ok',
    ]);
  });

  it('comes again within seconds after a failure, however far apart its sweeps are', async () => {
    jest.useFakeTimers();
    let sweeps = 0;
    const sweeper = new Sweeper({
      name: 'test',
      everySeconds: 3_600,
      log,
      sweep: () => {
        sweeps += 1;
        return sweeps === 1 ? Promise.reject(new Error('database away')) : Promise.resolve(0);
      },
    });
    sweeper.start();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(sweeps).toBe(2);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(sweeps).toBe(2);
    jest.useRealTimers();
    await sweeper.stop();
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
