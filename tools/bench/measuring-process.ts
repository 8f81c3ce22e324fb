import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Interrupt } from '../supervisor/interrupt';

const entries = {
  main: 'main.ts',
  intake: 'intake/main.ts',
  seller: 'stub/seller.ts',
  receiver: 'stub/receiver.ts',
  script: 'script/main.ts',
  streams: 'streams/main.ts',
  console: 'console/main.ts',
};
const childStopMs = 10_000;

/** Bundles what `bench/` measures with. */
export async function bundle(root: string): Promise<void> {
  await build({
    absWorkingDir: join(root, 'bench'),
    entryPoints: entries,
    outdir: join(root, 'dist', 'bench'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    conditions: ['@adcp-orchestrator/source'],
    plugins: [
      {
        name: 'external-packages',
        setup: (bundling) => {
          bundling.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' ? null : { path, external: true },
          );
        },
      },
    ],
  });
}

/** Runs one of the bundles. @returns its exit code */
export function measure({
  root,
  program,
  context,
  interrupt,
}: {
  root: string;
  program: 'main' | 'streams' | 'intake' | 'console';
  context: object;
  interrupt: Interrupt;
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, `dist/bench/${program}.js`)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, BENCH_CONTEXT: JSON.stringify(context) },
      detached: true, // a Ctrl-C in the terminal reaches this process, which ends everything in order
    });
    void interrupt.requested.then(() => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), childStopMs).unref();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
