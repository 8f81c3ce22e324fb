import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildApp } from '../build-app';
import { buildConsole } from '../console/build-console';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';

const CONSOLE = 'console';
const APPS_STAMP = '.build';
const CONSOLE_STAMP = '.build-console';
/** Folders that are in no bundle. `testing` holds what only tests need. */
const ignored = new Set(['node_modules', 'dist', 'out-tsc', 'testing']);

/** Builds what has changed since the last build: every app together, and the console. Returns at once when nothing has. */
export async function buildApps(root: string): Promise<void> {
  const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(join(root, 'apps', app, 'src', 'main.ts')));
  await buildIfChanged(root, {
    what: `${apps.length} apps`,
    stamp: APPS_STAMP,
    wanted: sourceHash(root),
    products: apps.map((app) => join('dist', 'apps', app, 'main.js')),
    build: () => Promise.all(apps.map((app) => buildApp(root, `apps/${app}`))),
  });
  await buildIfChanged(root, {
    what: 'the console',
    stamp: CONSOLE_STAMP,
    wanted: consoleHash(root),
    products: [join('dist', 'apps', CONSOLE, 'index.html')],
    build: () => buildConsole(root),
  });
}

interface Build {
  what: string;
  /** The file that holds what was built last. */
  stamp: string;
  wanted: string;
  /** What must be there. */
  products: readonly string[];
  build: () => Promise<unknown>;
}

async function buildIfChanged(root: string, { what, stamp, wanted, products, build }: Build): Promise<void> {
  const stampPath = join(root, 'dist', 'apps', stamp);
  const isBuilt = products.every((path) => existsSync(join(root, path)));
  if (isBuilt && readText(stampPath) === wanted) return;
  const started = Date.now();
  console.log(`Building ${what}: ${isBuilt ? 'the sources have changed' : 'not built yet'}.`);
  rmSync(stampPath, { force: true }); // what is there is not the last whole build any more
  try {
    await build();
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

/** Makes the next `buildApps` build the apps, whatever is there. */
export function forgetBuild(root: string): void {
  rmSync(join(root, 'dist', 'apps', APPS_STAMP), { force: true });
}

/** The same for the console. */
export function forgetConsole(root: string): void {
  rmSync(join(root, 'dist', 'apps', CONSOLE_STAMP), { force: true });
}

/**
 * A hash over everything that goes into the apps' bundles. It goes by content, because a fresh checkout has new
 * modification times.
 */
export function sourceHash(root: string): string {
  const apps = sourcesBelow(root, 'apps').filter((path) => !path.startsWith(join('apps', CONSOLE)));
  return hashOf(root, ['package-lock.json', 'tools/build-app.ts', ...apps, ...sourcesBelow(root, 'libs')]);
}

/** The same of the console, which imports the client alone. */
export function consoleHash(root: string): string {
  const folders = ['tools/console', join('apps', CONSOLE), 'libs/client'];
  return hashOf(root, ['package-lock.json', ...folders.flatMap((folder) => sourcesBelow(root, folder))]);
}

function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
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
    if (!existsSync(directory)) return;
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (ignored.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (!/\.spec\.tsx?$/.test(entry.name)) found.push(relative(root, path));
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
