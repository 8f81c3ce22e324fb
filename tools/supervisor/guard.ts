import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ties a process that cannot be put on a leash (Postgres, Redis) to ours. A shell waits for the end of a pipe that we
 * hold open, and then signals the process. So the process ends with us, even if we are killed with -9. The shell goes
 * when the process does.
 * @param signal what makes it stop
 * @param as the user to run the shell as: the one that may signal it
 */
export function holdGuard(child: ChildProcess, signal: 'INT' | 'TERM', as: { uid?: number; gid?: number } = {}): void {
  const guard = spawn('/bin/sh', ['-c', 'read _; kill -s "$1" "$2"', 'sh', signal, String(child.pid)], {
    ...as,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined); // no shell, no guard: the next start stops what was left behind
  guard.stdin.on('error', () => undefined);
  guard.unref();
  child.once('exit', () => guard.kill('SIGKILL'));
}
