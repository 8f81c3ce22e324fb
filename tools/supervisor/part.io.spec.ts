import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilTrue } from '@adcp-orchestrator/testing';
import { Part, type PartExit } from './part';

function nodePart(script: string, stopMs = 2_000) {
  const exits: PartExit[] = [];
  const lines: string[] = [];
  const startedAt: number[] = [];
  const part = new Part({
    name: 'example',
    onStart: () => startedAt.push(Date.now()),
    launch: () => spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe'] }),
    stopSteps: () => [{ signal: 'SIGTERM', waitMs: stopMs }],
    onLine: (line: string) => lines.push(line),
    onExit: (exit: PartExit) => exits.push(exit),
  });
  return { part, exits, lines, startedAt };
}

const staysUp = 'console.log("up"); setInterval(() => {}, 1000)';

describe('a supervised part', () => {
  it('is started again within a second after kill -9, as a new process', async () => {
    const { part, exits, lines } = nodePart(staysUp);
    part.start();
    await untilTrue('the first start', () => lines.length === 1);
    const first = part.pid;
    expect(part.kill('SIGKILL')).toBe(true);
    await untilTrue('the second start', () => lines.length === 2);
    expect(part.pid).not.toBe(first);
    expect(part.restarts).toBe(1);
    expect(exits).toEqual([expect.objectContaining({ code: null, signal: 'SIGKILL', pauseMs: 100 })]);
    await part.stop();
  });

  it('is started again without limit when it ends by itself', async () => {
    const { part, exits } = nodePart('process.exit(3)');
    part.start();
    await untilTrue('three restarts', () => part.restarts >= 3);
    await part.stop();
    expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 3));
    const restarts = part.restarts;
    await sleep(1_000);
    expect(part.restarts).toBe(restarts);
  });

  it('is replaced at once when its program has changed, by SIGKILL if it must be', async () => {
    const { part, exits, lines, startedAt } = nodePart(`process.on("SIGTERM", () => {}); ${staysUp}`);
    part.start();
    await untilTrue('the first start', () => lines.length === 1);
    const first = part.pid;
    part.restart(200);
    part.restart(200);
    await untilTrue('the second start', () => lines.filter((line) => line === 'up').length === 2);
    expect(lines[1]).toBe('did not stop within 0.2 s of SIGTERM, and is killed');
    expect(part.pid).not.toBe(first);
    expect(startedAt).toHaveLength(2);
    expect(exits).toEqual([]);
    await part.stop();
  });

  it('stops for good, however often that is asked', async () => {
    const { part, exits, lines } = nodePart(staysUp);
    part.start();
    await untilTrue('the start', () => lines.length === 1);
    await Promise.all([part.stop(), part.stop()]);
    expect(part.pid).toBeUndefined();
    expect(exits).toEqual([]);
    part.start();
    expect(part.pid).toBeUndefined();
  });

  it('is killed when it does not heed the signal in time', async () => {
    const { part, lines } = nodePart(`process.on("SIGTERM", () => {}); ${staysUp}`, 200);
    part.start();
    await untilTrue('the start', () => lines.length === 1);
    await part.stop();
    expect(part.pid).toBeUndefined();
    expect(part.lastLines.at(-1)).toBe('did not stop within 0.2 s of SIGTERM');
  });

  it('says so when its program does not exist, and keeps trying', async () => {
    const lines: string[] = [];
    const part = new Part({
      name: 'absent',
      launch: () => spawn('/nonexistent/program', { stdio: ['pipe', 'pipe', 'pipe'] }),
      stopSteps: () => [],
      onLine: (line: string) => lines.push(line),
    });
    part.start();
    await untilTrue('a second try', () => part.restarts >= 1);
    await part.stop();
    expect(lines[0]).toContain('could not be started');
  });
});
