import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from './workspace';

const run = promisify(execFile);
const index = 'libs/ledger/src/schema/migrations/index.ts';
const buildMs = 300_000;

/** A build of an earlier commit. */
export interface Release {
  commit: string;
  /** The workspace in which it was built. */
  root: string;
}

/** @returns the oldest commit whose processes may run on the present schema: the first that has this migration */
export async function firstWith(migration: string): Promise<string> {
  const { stdout } = await git('log', '--reverse', '--format=%H', `-S${migration}`, '--', index);
  const [commit] = stdout.split('\n');
  if (commit === undefined || commit === '') {
    throw new Error(`git knows no commit that added ${migration}: fetch the whole history (git fetch --unshallow)`);
  }
  return commit;
}

/**
 * Builds apps of an earlier commit, with the packages that are installed now. Kept in `.data/releases`, by commit.
 * @throws Error when it does not build
 */
export async function buildRelease(commit: string, apps: readonly string[]): Promise<Release> {
  const root = join(workspaceRoot, '.data', 'releases', commit);
  if (existsSync(root)) return { commit, root };
  const unfinished = `${root}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const archive = join(unfinished, 'release.tar');
    await git('archive', '--output', archive, commit);
    await run('tar', ['-xf', archive, '-C', unfinished], { timeout: buildMs });
    linkPackages(unfinished);
    for (const app of apps) {
      await run(process.execPath, ['--import', 'tsx', 'tools/build-app.ts', `apps/${app}`], {
        cwd: unfinished,
        timeout: buildMs,
      });
    }
    renameSync(unfinished, root);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return { commit, root };
}

function git(...args: string[]): Promise<{ stdout: string }> {
  return run('git', args, { cwd: workspaceRoot, timeout: buildMs, maxBuffer: 16 * 1_048_576 });
}

/** The installed packages, and the libraries of that commit in the place of ours. */
function linkPackages(root: string): void {
  const installed = join(workspaceRoot, 'node_modules');
  const own = '@adcp-orchestrator';
  mkdirSync(join(root, 'node_modules', own), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== own) symlinkSync(join(installed, name), join(root, 'node_modules', name));
  }
  for (const library of readdirSync(join(root, 'libs'))) {
    const link = join(root, 'node_modules', own, library);
    symlinkSync(join('..', '..', 'libs', library), link);
    if (!existsSync(link)) throw new Error(`${link} leads nowhere from ${dirname(link)}`);
  }
}
