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
});
