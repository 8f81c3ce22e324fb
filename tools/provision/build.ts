import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ProvisioningError } from '../shared/problem.mjs';

const CONSOLE = 'console';
const APPS_STAMP = '.build';
const CONSOLE_STAMP = '.build-console';
/** Folders that are in no bundle. `testing` holds what only tests need. */
const ignored = new Set(['node_modules', 'dist', 'out-tsc', 'testing']);

/** The compilers need seconds. What has not ended by then hangs. */
const BUILD_LIMIT_MS = 600_000;

/**
 * Builds what has changed since the last build: every app together, and the console. Returns at once when nothing has.
 * A process of its own builds. The compilers leave it with up to a gigabyte, and this one may go on for weeks, as the
 * supervisor of `npm start`.
 * @throws ProvisioningError
 */
export async function buildApps(root: string): Promise<void> {
  if (staleBuilds(root).length === 0) return;
  const child = fork(join(__dirname, 'build-process.ts'), [root], {
    execArgv: [...process.execArgv, '--require', require.resolve('tsx/cjs')],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), BUILD_LIMIT_MS);
  let problem: string | undefined;
  child.on('message', (message: string) => {
    problem = message;
  });
  const ended = await new Promise<string | undefined>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code === 0 ? undefined : (problem ?? `it ended with ${signal ?? `exit code ${code}`}`));
    });
  }).finally(() => {
    clearTimeout(timer);
  });
  if (ended !== undefined) {
    throw new ProvisioningError(
      `The build failed: ${ended}`,
      'If you changed the sources, mend what is named above. If not, run "npm ci" and then the command again.',
    );
  }
}

/** What is built together. */
export interface Build {
  name: 'apps' | 'console';
  what: string;
  /** The apps that it makes. */
  apps: readonly string[];
  /** The file that holds what was built last. */
  stampPath: string;
  wanted: string;
  /** Whether all that it makes is there, perhaps of an older build. */
  isThere: boolean;
}

/** @returns what is not there, or was built from other sources */
export function staleBuilds(root: string): Build[] {
  const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(join(root, 'apps', app, 'src', 'main.ts')));
  const products = join(root, 'dist', 'apps');
  const builds: Build[] = [
    {
      name: 'apps',
      what: `${apps.length} apps`,
      apps,
      stampPath: join(products, APPS_STAMP),
      wanted: sourceHash(root),
      isThere: apps.every((app) => existsSync(join(products, app, 'main.js'))),
    },
    {
      name: 'console',
      what: 'the console',
      apps: [CONSOLE],
      stampPath: join(products, CONSOLE_STAMP),
      wanted: consoleHash(root),
      isThere: existsSync(join(products, CONSOLE, 'index.html')),
    },
  ];
  return builds.filter(({ isThere, stampPath, wanted }) => !isThere || readText(stampPath) !== wanted);
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
