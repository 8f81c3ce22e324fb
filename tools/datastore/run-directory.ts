import { mkdirSync, readdirSync, rmSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf, takePidLock } from '../shared/pid-lock.mjs';
import { startOf } from '../shared/process-identity.mjs';
import { ProvisioningError } from '../shared/problem.mjs';
import { reapLeftoverParts } from '../supervisor/leftovers';
import { stopLeftoverPostmaster } from './postmaster';

const lockName = 'supervisor.lock';

export interface RunDirectory {
  path: string;
  release: () => void;
}

/**
 * Takes a directory for one command. First it ends what a killed command left running there.
 * @param signal ends the waiting for what was left running
 * @throws ProvisioningError when a living command has it
 */
export async function takeDirectory(
  path: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<RunDirectory> {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  const lock = await takePidLock(join(path, lockName));
  if ('heldBy' in lock) {
    throw new ProvisioningError(
      `Another command (pid ${lock.heldBy}) is already running on the data in ${path}.`,
      `Stop it first (kill ${lock.heldBy}), or set DATA_DIR to another directory, and PORT to another port, for a second one.`,
    );
  }
  try {
    await endLeftovers(path, say, signal);
  } catch (error) {
    lock.release();
    throw error;
  }
  return { path, release: lock.release };
}

/**
 * A new directory for one run of `demo`, `test` or `bench`. It is removed at the end. Directories of killed runs are
 * removed too.
 */
export async function takeFreshDirectory(
  dataDir: string,
  kind: 'demo' | 'test' | 'bench' | 'screenshots',
  say: (line: string) => void,
): Promise<RunDirectory> {
  const parent = join(dataDir, kind);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(parent)) {
    const old = join(parent, name);
    const holder = holderOf(join(old, lockName));
    if (holder && startOf(holder.pid) === holder.start) continue;
    await endLeftovers(old, say);
    rmSync(old, { recursive: true, force: true, maxRetries: 3 });
  }
  const { path, release } = await takeDirectory(join(parent, `${Date.now().toString(36)}-${process.pid}`), say);
  return {
    path,
    release: () => {
      release();
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function endLeftovers(path: string, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  await reapLeftoverParts(path, say, signal);
  const postgres = join(path, 'postgres');
  if (existsSync(postgres)) await stopLeftoverPostmaster(postgres, say);
}
