import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { mainOf } from '../supervisor/app-part';

/**
 * Runs the key rotator with this terminal as its output. When interrupted, it still finishes its current batch.
 * @returns its exit code
 */
export function runRotator({
  root,
  args,
  env,
  signal,
}: {
  root: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(root, 'tools', 'supervisor', 'leash.cjs'),
      '--enable-source-maps',
      mainOf(root, 'key-rotator'),
      ...args,
    ],
    { cwd: root, env, stdio: ['pipe', 'inherit', 'inherit'], detached: true },
  );
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  child.stdin.on('error', () => undefined); // it may end before us
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
