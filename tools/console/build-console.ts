// Bundles the console into dist/apps/console: index.html, and under assets/ what it loads, each also compressed.
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { viteConfig } from './vite-config';

/** Below it an answer fits into one packet anyway. */
const SMALLEST_COMPRESSED_BYTES = 1_024;
/** The last two steps of brotli take ten times as long for 3 percent less. */
const BROTLI_QUALITY = 9;
const compressible = /\.(js|css|svg|json|html)$/;

/**
 * @param root the workspace's root
 * @returns whether the console differs from the one that was there
 * @throws when a source does not compile or an import does not resolve
 */
export async function buildConsole(root: string): Promise<boolean> {
  const directory = join(root, 'dist', 'apps', 'console');
  const files = await bundle(root);
  const page = files.get('index.html');
  if (page === undefined) throw new Error('the build of the console made no index.html');
  const written = new Map<string, Uint8Array>();
  await Promise.all(
    [...files].map(async ([name, content]) => {
      written.set(name, content);
      if (!name.startsWith('assets/') || !compressible.test(name) || content.length < SMALLEST_COMPRESSED_BYTES) return;
      const [br, gz] = await Promise.all([asBrotli(content), asGzip(content, { level: 9 })]);
      written.set(`${name}.br`, br);
      written.set(`${name}.gz`, gz);
    }),
  );
  const before = await readFile(join(directory, 'index.html')).catch(() => null);
  // The page comes last: it names files that are there. What it named before goes after it.
  for (const [name, content] of written) if (name !== 'index.html') await put(join(directory, name), content);
  await put(join(directory, 'index.html'), page);
  for (const name of await filesBelow(directory)) if (!written.has(name)) await rm(join(directory, name));
  return before === null || Buffer.compare(before, page) !== 0;
}

/** @returns the contents by their paths below the output directory */
async function bundle(root: string): Promise<Map<string, Uint8Array>> {
  // Loaded only here: a start whose console is already built does not need it.
  const { build } = await import('vite');
  const config = await viteConfig(root);
  const environment = process.env['NODE_ENV'];
  const result = await build({ ...config, logLevel: 'warn', build: { ...config.build, write: false } });
  // Vite sets it for the whole process. What `npm test` or `npm start` runs after the build must not notice.
  if (environment === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = environment;
  if ('on' in result) throw new Error('the build of the console watches instead of building');
  const outputs = Array.isArray(result) ? result : [result];
  return new Map(
    outputs
      .flatMap(({ output }) => output)
      .map((file) => [file.fileName, Buffer.from(file.type === 'chunk' ? file.code : file.source)]),
  );
}

const asGzip = promisify<Uint8Array, { level: number }, Buffer>(gzip);
const brotli = promisify<Uint8Array, { params: Record<number, number> }, Buffer>(brotliCompress);
const asBrotli = (content: Uint8Array): Promise<Buffer> =>
  brotli(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });

/** Renamed into place: whoever reads at this moment gets the old file or the new one, never half of one. */
async function put(path: string, content: Uint8Array): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(unfinished, content);
  await rename(unfinished, path);
}

async function filesBelow(directory: string): Promise<string[]> {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}

async function main(): Promise<void> {
  const started = performance.now();
  await buildConsole(process.cwd());
  console.log(`built dist/apps/console in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === __filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
