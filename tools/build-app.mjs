// Bundles one app (and the libraries it imports, from source) into dist/apps/<app>/main.js.
// SWC transforms the TypeScript first because esbuild drops `design:paramtypes`, on which Nest's injection stands.
import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';
import { transform } from '@swc/core';

const projectRoot = process.argv[2];
if (!projectRoot) {
  console.error('usage: node tools/build-app.mjs apps/<app>');
  process.exit(2);
}
const name = basename(projectRoot);
const root = process.cwd();

const swcDecorators = {
  name: 'swc-decorators',
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), {
        filename: path,
        sourceFileName: relative(root, path),
        swcrc: false,
        configFile: false,
        sourceMaps: 'inline',
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

await build({
  entryPoints: [join(projectRoot, 'src/main.ts')],
  outfile: join('dist', projectRoot, 'main.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: true,
  keepNames: true,
  logLevel: 'warning',
  conditions: ['@adcp-orchestrator/source'],
  plugins: [
    {
      // Everything outside the workspace stays in node_modules.
      name: 'external-packages',
      setup(bundle) {
        bundle.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@adcp-orchestrator/') || path.startsWith('/') ? null : { path, external: true },
        );
      },
    },
    swcDecorators,
  ],
});
console.log(`built dist/${projectRoot}/main.js (${name})`);
