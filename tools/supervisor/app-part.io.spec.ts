import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appPart } from './app-part';

const workspace = resolve(__dirname, '../..');

/** Tells news as `tellStarter` of libs/platform does. */
const tell = (news: object): string => `process.emit('adcp-orchestrator:news', ${JSON.stringify(news)});`;
const listening = { kind: 'listening', internalPort: 4711, stopSeconds: 0.3 };
const staysUp = 'setInterval(() => {}, 1000);';
const ignoresSigterm = `process.on('SIGTERM', () => {});`;

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come true within 20 s');
    await sleep(20);
  }
}

describe('a supervised app', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'app-part-'));
    symlinkSync(join(workspace, 'tools'), join(root, 'tools'));
    mkdirSync(join(root, 'dist', 'apps', 'example'), { recursive: true });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function launch(script: string) {
    writeFileSync(join(root, 'dist', 'apps', 'example', 'main.js'), script);
    const heard: string[] = [];
    const recorded: [number, number | undefined][] = [];
    const app = appPart({
      root,
      app: 'example',
      env: process.env,
      onWaiting: (message: string) => heard.push(message),
      onStart: (pid: number, stopSeconds?: number) => recorded.push([pid, stopSeconds]),
    });
    app.part.start();
    return { ...app, heard, recorded };
  }

  it('is known by its port, and by the time that it takes to stop, although it prints nothing', async () => {
    const { part, internalPort, recorded } = launch(tell(listening) + staysUp);
    await until(() => internalPort() === 4711);
    expect(recorded).toEqual([
      [part.pid, undefined],
      [part.pid, 0.3],
    ]);
    expect(part.lastLines).toEqual([]);
    await part.stop();
  });

  it('has a new port when it was started again', async () => {
    const { part, internalPort } = launch(tell(listening) + staysUp);
    await until(() => internalPort() === 4711);
    part.kill('SIGKILL');
    await until(() => internalPort() === undefined);
    await until(() => internalPort() === 4711);
    await part.stop();
  });

  it('is given the time to stop that it has asked for, and no more', async () => {
    const { part, internalPort } = launch(ignoresSigterm + tell(listening) + staysUp);
    await until(() => internalPort() === 4711);
    await part.stop();
    expect(part.pid).toBeUndefined();
    expect(part.lastLines.at(-1)).toBe('did not stop within 0.3 s of SIGTERM');
  });

  it('says what it waits for when it stops', async () => {
    const waits = `process.on('SIGTERM', () => { ${tell({ kind: 'waiting', message: 'waiting for 1 call' })} setTimeout(() => process.exit(0), 100); });`;
    const { part, internalPort, heard } = launch(waits + tell({ ...listening, stopSeconds: 20 }) + staysUp);
    await until(() => internalPort() === 4711);
    await part.stop();
    expect(heard).toEqual(['waiting for 1 call']);
  });
});
