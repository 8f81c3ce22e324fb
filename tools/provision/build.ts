import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildApp } from '../build-app';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';

/** Folders that are in no bundle. `testing` holds what only tests need. */
const ignored = new Set(['node_modules', 'dist', 'out-tsc', 'testing']);

/** Builds every app if its sources changed since the last build; returns at once otherwise. */
export async function buildApps(root: string): Promise<void> {
  const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(join(root, 'apps', app, 'src', 'main.ts')));
  const stampPath = stampOf(root);
  const wanted = sourceHash(root);
  const built = apps.every((app) => existsSync(join(root, 'dist', 'apps', app, 'main.js')));
  if (built && readText(stampPath) === wanted) return;
  const started = Date.now();
  console.log(
    `Building ${apps.length} apps because ${built ? 'their sources have changed' : 'they are not built yet'}.`,
  );
  forgetBuild(root);
  try {
    await Promise.all(apps.map((app) => buildApp(root, `apps/${app}`)));
  } catch (error) {
    throw new ProvisioningError(
      `The build failed: ${messageOf(error)}`,
      'If you changed the sources, mend what is named above. If not, run "npm ci" and then the command again.',
      { cause: error },
    );
  }
  mkdirSync(join(root, 'dist', 'apps'), { recursive: true });
  writeFileSync(stampPath, wanted); // last: an interrupted build is built again
  console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** Makes the next `buildApps` build, whatever is there. */
export function forgetBuild(root: string): void {
  rmSync(stampOf(root), { force: true });
}

function stampOf(root: string): string {
  return join(root, 'dist', 'apps', '.build');
}

/**
 * A hash over everything that goes into the bundles. It goes by content, because a fresh checkout has new modification
 * times.
 */
export function sourceHash(root: string): string {
  const hash = createHash('sha256');
  const files = [
    'package-lock.json',
    'tools/build-app.ts',
    ...sourcesBelow(root, 'apps'),
    ...sourcesBelow(root, 'libs'),
  ];
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** @returns paths relative to the root, in a stable order; tests are left out */
function sourcesBelow(root: string, folder: string): string[] {
  const found: string[] = [];
  const visit = (directory: string) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (ignored.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (!/\.spec\.ts$/.test(entry.name)) found.push(relative(root, path));
    }
  };
  visit(join(root, folder));
  return found.sort();
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // absent: not built yet
  }
}
