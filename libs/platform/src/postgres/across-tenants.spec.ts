import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { acrossTenantsReasons } from './across-tenants';

const root = join(__dirname, '../../../..');
const files = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/src\/.*\.ts$/.test(path) && !path.includes('node_modules') && !path.endsWith('.spec.ts'))
    .map((path) => join(root, folder, path)),
);

/** @returns what the pattern's group finds in the product's code, by file */
function found(pattern: RegExp): { path: string; text: string }[] {
  return files.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, text = '']) => ({
      path: path.slice(root.length + 1),
      text,
    })),
  );
}

describe('the way around the fence between tenants', () => {
  it('is taken for the reasons that are listed, and for each of them', () => {
    const calls = found(/\bacrossTenants\(\s*[\w.()<>]+,\s*'([^']*)',?\s*\)/g).map(({ text }) => text);
    expect([...new Set(calls)].sort()).toEqual(Object.keys(acrossTenantsReasons).sort());
  });

  it('is taken by name alone', () => {
    const all = found(/\bacrossTenants(\()/g).filter(({ path }) => !path.endsWith('across-tenants.ts'));
    const named = found(/\bacrossTenants\(\s*[\w.()<>]+,\s*'([^']*)',?\s*\)/g);
    expect(all).toHaveLength(named.length);
    expect(found(/\.(wholeFor)\(/g).map(({ path }) => path)).toEqual(['libs/platform/src/postgres/across-tenants.ts']);
    expect(new Set(found(/\.(lend)\(/g).map(({ path }) => path))).toEqual(
      new Set(['libs/platform/src/postgres/fenced-pool.ts']),
    );
  });
});
