import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../logging/create-logger';
import { Shutdown, ShutdownPhase } from './shutdown';

describe('the shutdown', () => {
  it('goes through its phases in order, whatever the order of registration, and only once', async () => {
    const shutdown = new Shutdown(createLogger('test', 'silent'));
    const done: string[] = [];
    shutdown.add(ShutdownPhase.closePools, 'pool', () => void done.push('pool'));
    shutdown.add(ShutdownPhase.finishWork, 'calls', async () => {
      await sleep(20);
      done.push('calls');
    });
    shutdown.add(ShutdownPhase.stopTakingWork, 'claims', () => void done.push('claims'));
    shutdown.add(ShutdownPhase.closeQueues, 'queues', () => void done.push('queues'));
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(done).toEqual(['claims', 'calls', 'queues', 'pool']);
  });

  it('goes on when a step fails', async () => {
    const shutdown = new Shutdown(createLogger('test', 'silent'));
    let closed = false;
    shutdown.add(ShutdownPhase.stopTakingWork, 'claims', () => Promise.reject(new Error('no')));
    shutdown.add(ShutdownPhase.closePools, 'pool', () => {
      closed = true;
    });
    await shutdown.run();
    expect(closed).toBe(true);
  });

  it('lets a step last as long as it says itself, and goes on when that is over', async () => {
    const shutdown = new Shutdown(createLogger('test', 'silent'));
    let pools = 0;
    shutdown.add(ShutdownPhase.finishWork, 'calls', () => sleep(60_000, undefined, { ref: false }), 0.05);
    shutdown.add(ShutdownPhase.closePools, 'pool', () => void (pools += 1));
    await shutdown.run();
    expect(pools).toBe(1);
  });

  it('tells the steps under way when nobody wants to wait any more', async () => {
    const shutdown = new Shutdown(createLogger('test', 'silent'));
    shutdown.add(ShutdownPhase.finishWork, 'calls', async (hurry) => {
      await new Promise((resolve) => {
        hurry.addEventListener('abort', resolve);
      });
    });
    const ended = shutdown.run();
    await sleep(10);
    shutdown.hurry();
    await ended;
  });

  it('says how long it may take: its phases, the steps that take longer, and what is waited for beside them', () => {
    const shutdown = new Shutdown(createLogger('test', 'silent'));
    expect(shutdown.seconds).toBe(5 + 25 + 5 + 5);
    shutdown.add(ShutdownPhase.finishWork, 'calls', () => undefined, 390);
    shutdown.add(ShutdownPhase.closePools, 'pool', () => undefined, 2);
    shutdown.alsoTakes(20);
    expect(shutdown.seconds).toBe(20 + 5 + 390 + 5 + 5);
  });
});
