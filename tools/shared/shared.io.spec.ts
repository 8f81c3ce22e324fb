import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@adcp-orchestrator/testing';
import { assertPortFree, freePort, parsePort } from './free-port';
import { takePidLock } from './pid-lock.mjs';
import { startOf } from './process-identity.mjs';

describe('a port', () => {
  it('that is taken is an error that names it and the variable', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.unref();
    await expect(assertPortFree(port, 'PORT')).rejects.toThrow(`Port ${port} (PORT) is already in use`);
    server.close();
    await once(server, 'close');
  });

  it('that is free is none', async () => {
    // Somebody else may get the port before it is looked at: then another one is tried.
    await until('a port that stays free', async () => {
      const looked = assertPortFree(await freePort(), 'PORT');
      return await looked.then(
        () => true,
        () => undefined,
      );
    });
  });

  it('must be a number that ports have', () => {
    expect(parsePort(undefined, 3000, 'PORT')).toBe(3000);
    expect(parsePort('', 3000, 'PORT')).toBe(3000);
    expect(parsePort('0', 3000, 'PORT')).toBe(0);
    for (const text of ['http', '-1', '65536', '80.5']) {
      expect(() => parsePort(text, 3000, 'PORT')).toThrow(`PORT="${text}" is not a port`);
    }
  });
});

describe('a lock file', () => {
  let directory: string;
  let path: string;
  beforeEach(() => (path = join((directory = mkdtempSync(join(tmpdir(), 'lock-'))), 'lock')));
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is held until it is released, and names its holder', async () => {
    const first = await takePidLock(path);
    expect(first).toHaveProperty('release');
    expect(await takePidLock(path)).toEqual({ heldBy: process.pid });
    if ('release' in first) first.release();
    expect(existsSync(path)).toBe(false);
  });

  it('is taken over when its holder is gone, even if the process id lives on as somebody else', async () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    for (const holder of [
      { pid: dead, start: '1', token: 'a' },
      { pid: process.pid, start: 'another time', token: 'b' },
    ]) {
      writeFileSync(path, JSON.stringify(holder));
      const lock = await takePidLock(path);
      expect(lock).toHaveProperty('release');
      if ('release' in lock) lock.release();
    }
  });

  it('is taken over when its holder died before it had written it', async () => {
    writeFileSync(path, '');
    expect(await takePidLock(path)).toHaveProperty('release');
  });
});

it('a process is known by its id and its start', () => {
  expect(startOf(process.pid)).toBeTruthy();
  expect(startOf(spawnSync(process.execPath, ['-e', '0']).pid)).toBeUndefined();
});
