import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildApps, staleBuilds } from './build';

describe('a build in a process of its own', () => {
  let root: string;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'build-'));
    for (const file of ['package-lock.json', 'tools/build-app.ts', 'tools/console/build-console.ts']) write(file, '');
    write('package.json', '{"version": "1.2.3"}');
    // The console counts as built.
    write('dist/apps/console/index.html', '');
    write('apps/a/src/main.ts', 'export {};');
    for (const { name, stampPath, wanted } of staleBuilds(root))
      if (name === 'console') writeFileSync(stampPath, wanted);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('makes what is stale, once', async () => {
    expect(staleBuilds(root).map(({ name }) => name)).toEqual(['apps']);
    await buildApps(root);
    expect(readdirSync(join(root, 'dist/apps/a'))).toContain('main.js');
    expect(staleBuilds(root)).toEqual([]);
    write('apps/a/src/main.ts', 'export const changed = 1;');
    expect(staleBuilds(root).map(({ name }) => name)).toEqual(['apps']);
  });

  it('tells why it failed, and stays to be done', async () => {
    write('apps/a/src/main.ts', `import './nowhere';`);
    await expect(buildApps(root)).rejects.toThrow(/^The build failed: .*nowhere/s);
    expect(staleBuilds(root).map(({ name }) => name)).toEqual(['apps']);
  });
});
