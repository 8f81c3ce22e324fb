import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProvisioningError } from '../shared/problem.mjs';
import { mainOf } from './app-part';
import { eachLine } from './lines';

export interface RunOnceOptions {
  root: string;
  app: string;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/**
 * Runs an app that does its work and ends, such as the migrator.
 * @throws ProvisioningError with its last lines, when it does not end with 0
 */
export async function runOnce({ root, app, env, timeoutMs, onLine, signal }: RunOnceOptions): Promise<void> {
  const main = mainOf(root, app);
  const child = spawn(
    process.execPath,
    ['--require', join(root, 'tools', 'supervisor', 'leash.cjs'), '--enable-source-maps', main],
    {
      cwd: root,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const last: string[] = [];
  const keep = (line: string) => {
    last.push(line);
    if (last.length > 20) last.shift();
    onLine?.(line);
  };
  eachLine(child.stdout, keep);
  eachLine(child.stderr, keep);
  child.stdin.on('error', () => undefined); // it may end before us
  /** What it ended with. */
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, killed) => {
      resolve(killed ?? `exit code ${code}`);
    });
  });
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  const timer = new AbortController();
  try {
    const outcome = await Promise.race([ended, sleep(timeoutMs, 'timeout', { signal: timer.signal })]);
    signal?.throwIfAborted();
    if (outcome === 'exit code 0') return;
    throw new ProvisioningError(
      `The ${app} failed (${outcome === 'timeout' ? `not finished after ${timeoutMs / 1000} s` : outcome}). Its last lines:\n  ${last.join('\n  ') || '(none)'}`,
      'Nothing else was started. Mend what it says (with DATABASE_URL: is the server reachable, may the user create tables?) and start again.',
    );
  } finally {
    timer.abort();
    signal?.removeEventListener('abort', stop);
    child.kill('SIGKILL');
    child.stdin.destroy();
  }
}
