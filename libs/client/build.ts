// `npm pack` calls this: it makes what other projects install, from the sources that this workspace uses directly.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

async function main(): Promise<void> {
  rmSync(join(__dirname, 'dist'), { recursive: true, force: true });
  for (const [format, ending] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const) {
    await build({
      absWorkingDir: __dirname,
      entryPoints: ['src/index.ts'],
      outfile: `dist/index.${ending}`,
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format,
      logLevel: 'warning',
    });
  }
  const compiler = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', join(__dirname, 'tsconfig.pack.json')], { stdio: 'inherit' });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
