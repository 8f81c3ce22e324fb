import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processRecord, reapLeftoverParts } from './leftovers';

describe('what a killed supervisor left running', () => {
  let directory: string;
  const said: string[] = [];
  const least = 0.2;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'leftovers-'));
    said.length = 0;
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  /** Leaves a process that ends by itself when it is told to, and not before. */
  async function leaveRunning(parts: Record<string, number | undefined>) {
    const script = `console.log('up'); process.stdin.resume().on('end', () => process.exit(0))`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    const record = processRecord(directory);
    for (const [name, stopSeconds] of Object.entries(parts)) record(name, child.pid!, stopSeconds);
    return { exited, end: () => child.stdin.end() };
  }

  const reap = (signal?: AbortSignal) => reapLeftoverParts(directory, (line: string) => said.push(line), signal, least);

  it('is given the time that it may take to stop, in which its calls end', async () => {
    const { exited, end } = await leaveRunning({ submitter: 30 });
    const reaped = reap();
    await sleep(4 * least * 1000);
    end();
    await reaped;
    expect(await exited).toEqual([0, null]);
    expect(said[0]).toContain('at most 30 s: submitter (pid ');
  });

  it('is killed after a moment when it has not said that it may take longer', async () => {
    const { exited } = await leaveRunning({ poller: undefined });
    await reap();
    expect(await exited).toEqual([null, 'SIGKILL']);
  });

  it('is not waited for where the datastore has gone with the supervisor: nothing could be recorded any more', async () => {
    const { exited } = await leaveRunning({ postgres: undefined, submitter: 30 });
    await reap();
    expect(await exited).toEqual([null, 'SIGKILL']);
  });

  it('is left alone when the person who waits gives up', async () => {
    const { exited, end } = await leaveRunning({ submitter: 30 });
    await expect(reap(AbortSignal.abort(new Error('interrupted')))).rejects.toThrow('interrupted');
    end();
    expect(await exited).toEqual([0, null]);
  });
});
