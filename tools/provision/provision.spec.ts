import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleHash, sourceHash } from './build';
import { firstDifference, forgetInstallation, installReason, writeStamp } from './installed.mjs';
import { nodeVersionProblem } from './node-version.mjs';

describe('the Node version', () => {
  it('is accepted from 20.19 on', () => {
    for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.11.1']) {
      expect(nodeVersionProblem(version, 'linux')).toBeUndefined();
    }
  });

  it('is named, with what is needed, when it is too old', () => {
    expect(nodeVersionProblem('20.18.3', 'linux')).toContain(
      'Node 20.18.3 is too old: this project needs Node 20.19 or later',
    );
    expect(nodeVersionProblem('18.20.0', 'darwin')).toContain('too old');
  });

  it('does not help on Windows itself', () => {
    expect(nodeVersionProblem('24.0.0', 'win32')).toContain('WSL');
  });
});

describe('the dependencies', () => {
  let root: string;
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'x' },
      'node_modules/b': { version: '1.0.0', optional: true },
    },
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'install-'));
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
    mkdirSync(join(root, 'node_modules'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('are missing until an installation has come to its end', () => {
    expect(installReason(root)).toBe('they are not installed yet');
    writeStamp(root);
    expect(installReason(root)).toBeUndefined();
  });

  it('are missing again once they are about to be changed, whatever becomes of that', () => {
    copyFileSync(join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json'));
    writeStamp(root);
    forgetInstallation(root);
    expect(installReason(root)).toBe('they are not installed yet');
  });

  it('are stale when the lockfile changes', () => {
    writeStamp(root);
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: {} }));
    expect(installReason(root)).toBe('they are not installed yet');
  });

  it('are in place when npm itself recorded the same, installed by hand', () => {
    copyFileSync(join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json'));
    expect(installReason(root)).toBeUndefined();
  });

  it('are stale for another Node or another machine', () => {
    const stamp = join(root, 'node_modules', '.adcp-install');
    writeFileSync(
      stamp,
      JSON.stringify({ lock: 'x', nodeMajor: '1', platform: `${process.platform}-${process.arch}` }),
    );
    expect(installReason(root)).toContain('installed by Node 1');
    writeFileSync(stamp, JSON.stringify({ lock: 'x', nodeMajor: '1', platform: 'plan9-mips' }));
    expect(installReason(root)).toContain('installed for plan9-mips');
    writeFileSync(stamp, '{"lock":');
    expect(installReason(root)).toBe('they are not installed yet');
  });

  it('differ by the first package that is absent, surplus or of another version; an optional one may be absent', () => {
    expect(
      firstDifference(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' } } }),
    ).toBeUndefined();
    expect(firstDifference(lock, { packages: {} })).toBe('node_modules/a');
    expect(firstDifference(lock, { packages: { 'node_modules/a': { version: '2.0.0', integrity: 'y' } } })).toBe(
      'node_modules/a',
    );
    expect(firstDifference({ packages: {} }, lock)).toBe('node_modules/a');
  });
});

describe('the build', () => {
  it('is stale when a source changes, is added or removed, and not when a test does', () => {
    const root = mkdtempSync(join(tmpdir(), 'build-'));
    try {
      for (const folder of ['apps/a/src', 'libs/l/src', 'tools']) mkdirSync(join(root, folder), { recursive: true });
      for (const file of ['package-lock.json', 'tools/build-app.ts', 'apps/a/src/main.ts'])
        writeFileSync(join(root, file), '');
      const first = sourceHash(root);
      writeFileSync(join(root, 'apps/a/src/main.spec.ts'), 'a test');
      expect(sourceHash(root)).toBe(first);
      writeFileSync(join(root, 'libs/l/src/new.ts'), '');
      const second = sourceHash(root);
      expect(second).not.toBe(first);
      writeFileSync(join(root, 'apps/a/src/main.ts'), 'changed');
      expect(sourceHash(root)).not.toBe(second);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('of the console is stale when the console or the client changes, and of the apps when something else does', () => {
    const root = mkdtempSync(join(tmpdir(), 'build-'));
    try {
      const write = (path: string, text: string): void => {
        mkdirSync(join(root, path, '..'), { recursive: true });
        writeFileSync(join(root, path), text);
      };
      for (const file of ['package-lock.json', 'tools/build-app.ts', 'tools/console/build-console.ts']) write(file, '');
      for (const file of ['apps/a/src/main.ts', 'apps/console/src/main.tsx', 'libs/client/src/index.ts'])
        write(file, '');
      const [apps, page] = [sourceHash(root), consoleHash(root)];
      write('apps/console/src/main.spec.tsx', 'a test');
      write('apps/a/src/main.ts', 'changed');
      expect(consoleHash(root)).toBe(page);
      const changed = sourceHash(root);
      expect(changed).not.toBe(apps);
      write('apps/console/src/page.css', 'a { color: red }');
      expect(sourceHash(root)).toBe(changed);
      const restyled = consoleHash(root);
      expect(restyled).not.toBe(page);
      write('libs/client/src/index.ts', 'changed');
      expect(consoleHash(root)).not.toBe(restyled);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
