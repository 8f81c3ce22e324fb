import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';
import { canEnter, unprivilegedUser } from './unprivileged-user';

/**
 * Where the embedded data and the generated keys are kept. The directory exists when this returns. A relative DATA_DIR
 * is below the clone, whatever the current directory is.
 * @throws ProvisioningError when it cannot be written, or, as root, when Postgres' user cannot reach it
 */
export function resolveDataDir({
  root,
  env,
  say = console.log,
}: {
  root: string;
  env: NodeJS.ProcessEnv;
  say?: (line: string) => void;
}): string {
  const user = env['DATABASE_URL'] ? undefined : unprivilegedUser();
  // Under a strict umask, root's new directories would be closed to that user. What is secret has a mode of its own.
  if (user) process.umask(0o022);
  const explicit = env['DATA_DIR'] ? resolve(root, env['DATA_DIR']) : undefined;
  const wanted = explicit ?? join(root, '.data');
  make(wanted);
  if (!user || canEnter(wanted, user)) return wanted;
  if (explicit) {
    throw new ProvisioningError(
      `DATA_DIR=${explicit} cannot be reached by the user "${user.name}", whom Postgres runs as because root may not run it.`,
      `Choose a directory whose parents everyone may enter (for example DATA_DIR=/var/lib/adcp-orchestrator), or open the parents to others (chmod o+x).`,
    );
  }
  const reachable = `/var/tmp/adcp-orchestrator-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;
  make(reachable);
  const info = lstatSync(reachable);
  if (!info.isDirectory() || info.uid !== 0) {
    throw new ProvisioningError(
      `${reachable} exists and does not belong to root, so the data is not put there.`,
      'Remove it, or set DATA_DIR to another directory.',
    );
  }
  if (!canEnter(reachable, user)) {
    throw new ProvisioningError(
      `Neither ${wanted} nor ${reachable} can be reached by the user "${user.name}", whom Postgres runs as.`,
      'Set DATA_DIR to a directory that everyone may enter.',
    );
  }
  say(`Data is kept in ${reachable}: the user "${user.name}", whom Postgres runs as, cannot enter ${root}.`);
  return reachable;
}

function make(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ProvisioningError(
      `The data directory ${directory} cannot be used (${messageOf(error)}).`,
      'Set DATA_DIR to a directory that this user may write.',
      { cause: error },
    );
  }
}
