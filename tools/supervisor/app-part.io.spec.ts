import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { untilTrue } from '@adcp-orchestrator/testing';
import { appPart } from './app-part';

const workspace = resolve(__dirname, '../..');

/** Tells news as `tellStarter` of libs/platform does. */
const tell = (news: object): string => `process.emit('adcp-orchestrator:news', ${JSON.stringify(news)});`;
const listening = { kind: 'listening', internalPort: 4711, stopSeconds: 0.3 };
const staysUp = 'setInterval(() => {}, 1000);';
const ignoresSigterm = `process.on('SIGTERM', () => {});`;

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
    const ports: (number | undefined)[] = [];
    const app = appPart({
      root,
      app: 'example',
      env: process.env,
      onWaiting: (message: string) => heard.push(message),
      onStart: (pid: number, stopSeconds?: number) => {
        recorded.push([pid, stopSeconds]);
        ports.push(app.internalPort());
      },
    });
    app.part.start();
    return { ...app, heard, recorded, ports };
  }

  it('is known by its port, and by the time that it takes to stop, although it prints nothing', async () => {
    const { part, internalPort, recorded } = launch(tell(listening) + staysUp);
    await untilTrue('its port', () => internalPort() === 4711);
    expect(recorded).toEqual([
      [part.pid, undefined],
      [part.pid, 0.3],
    ]);
    expect(part.lastLines).toEqual([]);
    await part.stop();
  });

  it('has a new port when it was started again', async () => {
    const tellsPid = `const news = ${JSON.stringify(listening)}; news.internalPort = process.pid;`;
    const { part, recorded, ports } = launch(`${tellsPid} process.emit('adcp-orchestrator:news', news); ${staysUp}`);
    await untilTrue('its port', () => recorded.length === 2);
    const first = part.pid;
    part.kill('SIGKILL');
    await untilTrue('its new port', () => recorded.length === 4);
    // None while it starts: the old one is of a process that is gone.
    expect(ports).toEqual([undefined, first, undefined, part.pid]);
    await part.stop();
  });

  it('is given the time to stop that it has asked for, and no more', async () => {
    const { part, internalPort } = launch(ignoresSigterm + tell(listening) + staysUp);
    await untilTrue('its port', () => internalPort() === 4711);
    await part.stop();
    expect(part.pid).toBeUndefined();
    expect(part.lastLines.at(-1)).toBe('did not stop within 0.3 s of SIGTERM');
  });

  it('says what it waits for when it stops', async () => {
    const waits = `process.on('SIGTERM', () => { ${tell({ kind: 'waiting', message: 'waiting for 1 call' })} setTimeout(() => process.exit(0), 100); });`;
    const { part, internalPort, heard } = launch(waits + tell({ ...listening, stopSeconds: 20 }) + staysUp);
    await untilTrue('its port', () => internalPort() === 4711);
    await part.stop();
    // Its exit may be heard before its last message.
    await untilTrue('what it waits for', () => heard.length > 0);
    expect(heard).toEqual(['waiting for 1 call']);
  });
});
