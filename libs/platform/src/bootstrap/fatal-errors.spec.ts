import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../logging/create-logger';
import { exitOnUncaughtErrors } from './fatal-errors';

describe('an error that nobody caught', () => {
  let exits: (number | string | null | undefined)[];

  beforeEach(() => {
    exits = [];
    // In production the process ends here, and nothing after it runs.
    jest.spyOn(process, 'exit').mockImplementation(((code) => void exits.push(code)) as typeof process.exit);
  });
  afterEach(() => {
    process.removeAllListeners('uncaughtException');
    jest.restoreAllMocks();
  });

  const throwSomewhere = (): void =>
    void (process as EventEmitter).emit('uncaughtException', new Error('somewhere'), 'uncaughtException');

  it('ends the process with 1, when the calls under way have ended', async () => {
    let endCalls = (): void => undefined;
    const calls = new Promise<void>((resolve) => (endCalls = resolve));
    exitOnUncaughtErrors(createLogger('test', 'silent'), () => calls);
    throwSomewhere();
    throwSomewhere();
    await sleep(0);
    expect(exits).toEqual([]);
    endCalls();
    await sleep(0);
    expect(exits).toEqual([1]);
  });

  it('ends it at once when nothing is under way yet', () => {
    exitOnUncaughtErrors(createLogger('test', 'silent'), () => undefined);
    throwSomewhere();
    expect(exits).toEqual([1]);
  });

  it('does not leave a process behind that only throws any more', () => {
    exitOnUncaughtErrors(createLogger('test', 'silent'), () => new Promise(() => undefined));
    for (let times = 0; times < 100; times += 1) throwSomewhere();
    expect(exits).toEqual([1]);
  });
});
