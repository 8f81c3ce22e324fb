import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Interrupt } from '../supervisor/interrupt';
import type { Figure, Told } from './figure';

const entries = {
  main: 'main.ts',
  intake: 'intake/main.ts',
  seller: 'stub/seller.ts',
  receiver: 'stub/receiver.ts',
  script: 'script/main.ts',
  streams: 'streams/main.ts',
  console: 'console/main.ts',
  idle: 'idle/main.ts',
  history: 'history/main.ts',
  year: 'year/main.ts',
  pending: 'pending/main.ts',
  memory: 'memory/main.ts',
  embedded: 'embedded/main.ts',
  tracing: 'tracing/main.ts',
  soak: 'soak/main.ts',
};
/** These are bundled from their sources. */
const OWN_PACKAGES = '@adcp-orchestrator/';
const childStopMs = 10_000;

/** A bundle that measures. The others are what it measures with. */
export type Program = Exclude<keyof typeof entries, 'seller' | 'receiver' | 'script'>;

export interface Measured {
  exitCode: number;
  figures: Figure[];
  plain: string[];
}

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
            kind === 'entry-point' || path.startsWith(OWN_PACKAGES) ? null : { path, external: true },
          );
        },
      },
    ],
  });
}

/** Runs one of the bundles. @returns its exit code and what it told */
export function measure({
  root,
  program,
  context,
  interrupt,
}: {
  root: string;
  program: Program;
  context: object;
  interrupt: Interrupt;
}): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const figures: Figure[] = [];
    const plain: string[] = [];
    const child = spawn(process.execPath, [join(root, `dist/bench/${program}.js`)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, BENCH_CONTEXT: JSON.stringify(context) },
      detached: true, // a Ctrl-C in the terminal reaches this process, which ends everything in order
    });
    child.on('message', (message) => {
      const told = message as Told;
      figures.push(...told.figures);
      plain.push(...(told.plain ?? []));
    });
    void interrupt.requested.then(() => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), childStopMs).unref();
    });
    child.once('error', reject);
    // Not at its exit: messages may still be on their way then.
    child.once('close', (code) => {
      resolve({ exitCode: code ?? 1, figures, plain });
    });
  });
}
