// Postgres refuses to run as root. So for root, its processes and files belong to an unprivileged user of the machine.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ProvisioningError } from '../shared/problem.mjs';

export interface User {
  name: string;
  uid: number;
  gid: number;
}

/** The user that Postgres must run as; undefined when it can run as the current one. */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = readFileSync('/etc/passwd', 'utf8');
  const user = userNamed(passwd, 'postgres') ?? userNamed(passwd, 'nobody');
  if (!user) {
    throw new ProvisioningError(
      'Postgres cannot run as root, and this machine has neither a user "postgres" nor "nobody" to run it as.',
      'Create one (useradd --system postgres), run the command as an ordinary user, or set DATABASE_URL to a server of your own.',
    );
  }
  return user;
}

/**
 * @param passwd the text of /etc/passwd
 * @returns never root
 */
export function userNamed(passwd: string, name: string): User | undefined {
  for (const line of passwd.split('\n')) {
    const [entry, , uid, gid] = line.split(':');
    if (entry !== name || !uid || !gid) continue;
    // macOS writes nobody as -2.
    const user = { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
    if (user.uid !== 0) return user;
  }
  return undefined;
}

/** Spawn options that run a process as the user. */
export function asUser(user: User | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** Whether the user can enter a directory. It is tried by entering it, because parents, ACLs and mounts all count. */
export function canEnter(directory: string, user: User): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    ...asUser(user),
    cwd: '/',
    stdio: 'ignore',
    timeout: 5_000,
  });
  return status === 0;
}
