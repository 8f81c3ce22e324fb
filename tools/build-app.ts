// Bundles one app (and the libraries it imports, from source) into dist/apps/<app>/main.js. SWC transforms the
// TypeScript first, because esbuild drops `design:paramtypes`, on which Nest's injection depends.
import { realpathSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type Plugin, build } from 'esbuild';

const TYPEORM = 'typeorm';
const MIGRATOR = 'apps/migrator';
const leaveOut =
  'write /* @__PURE__ */ before each "new EntitySchema" of a file that the app uses, and import no entity in what it runs';

/**
 * @param root the workspace's root
 * @param projectRoot for example `apps/poller`
 * @returns whether the program differs from the one that was there
 * @throws when a source does not compile or an import does not resolve
 */
export async function buildApp(root: string, projectRoot: string): Promise<boolean> {
  const parts = new Set([join(projectRoot, 'src/main.ts')]);
  const results = [];
  // A part may name further ones: the set grows while it is walked.
  for (const part of parts) results.push(await bundle(root, projectRoot, part, parts));
  const imported = results
    .flatMap(({ metafile }) => Object.values(metafile.outputs))
    .flatMap(({ imports }) => imports.map(({ path }) => path));
  if (imported.includes(TYPEORM) && projectRoot !== MIGRATOR) {
    throw new Error(`${projectRoot} would load TypeORM: ${leaveOut}`);
  }
  let changed = false;
  for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    if (path.endsWith('.js') && !(await holds(path, contents))) changed = true;
    // Renamed into place: a process that starts at this moment reads the old bundle or the new one, never half of one.
    const unfinished = `${path}.${process.pid}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(unfinished, contents);
    await rename(unfinished, path);
  }
  return changed;
}

/** @param parts gets the files that it loads only when it needs them: each becomes a file of its own beside it */
async function bundle(root: string, projectRoot: string, entry: string, parts: Set<string>) {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join('dist', projectRoot, `${basename(entry, '.ts')}.js`),
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    metafile: true,
    keepNames: true,
    logLevel: 'warning',
    conditions: ['@adcp-orchestrator/source'],
    define: { ADO_BUILD: JSON.stringify(await buildInfo(root)) },
    plugins: [partsOfTheirOwn(root, parts), externalPackages, swcDecorators(root)],
  });
}

/**
 * `await import('./x.lazy.ts')` loads a bundle of its own. Inside one bundle such a file would be there whole, without the
 * removal of what nobody uses.
 */
const partsOfTheirOwn = (root: string, parts: Set<string>): Plugin => ({
  name: 'parts-of-their-own',
  setup(build) {
    build.onResolve({ filter: /\.lazy\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return null;
      parts.add(relative(root, join(resolveDir, path)));
      return { path: `./${basename(path, '.ts')}.js`, external: true };
    });
  },
});

/** What `build_info` of each process says. The image's build gives the commit. */
async function buildInfo(root: string): Promise<{ version: string; commit: string }> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, commit: process.env.BUILD_COMMIT ?? 'unknown' };
}

async function holds(path: string, contents: Uint8Array): Promise<boolean> {
  try {
    return Buffer.compare(await readFile(path), contents) === 0;
  } catch {
    return false; // not built yet
  }
}

/**
 * Everything outside the workspace stays in node_modules. Apps that do not migrate leave TypeORM out: it is a fifth of
 * what a worker would load at its start.
 */
const externalPackages: Plugin = {
  name: 'external-packages',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@adcp-orchestrator/')
        ? null
        : { path, external: true, sideEffects: path !== TYPEORM },
    );
  },
};

const swcDecorators = (root: string): Plugin => ({
  name: 'swc-decorators',
  async setup(bundle) {
    // Loaded only here: a start whose apps are already built does not need it.
    const { transform } = await import('@swc/core');
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
});

async function main(projectRoot: string | undefined): Promise<void> {
  if (!projectRoot) {
    console.error('usage: node --import tsx tools/build-app.ts apps/<app>');
    process.exit(2);
  }
  await buildApp(process.cwd(), projectRoot);
  console.log(`built dist/${projectRoot}/main.js`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === __filename) void main(process.argv[2]);
