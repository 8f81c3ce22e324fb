// `npm run test:crash`: starts e2e/crash/main.ts in a process of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@adcp-orchestrator/source', join(root, 'e2e', 'crash', 'main.ts'), ...args],
    { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  );
  // The channel carries nothing: when it ends, the child knows that this process is gone. Ctrl-C reaches both
  // processes. A signal to this one alone is passed on. The child stops what it started, and then ends.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      resolve(exitCode ?? (signal === null ? 1 : 130));
    });
  });
  process.exit(code);
}
