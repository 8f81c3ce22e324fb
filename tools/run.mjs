#!/usr/bin/env node
// @ts-check
// First stage of `npm run demo`, `npm start`, `npm test` and the other commands: plain Node without a dependency, because at
// this point there may be none. It makes a fresh clone ready (dependencies, build) and then hands over to the command itself.
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeVersionProblem } from './provision/node-version.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** @type {(path: string) => unknown} */
const load = createRequire(import.meta.url);
const commands = ['demo', 'start', 'dev', 'test', 'sandbox', 'bench', 'soak', 'crash', 'rotate', 'screenshots'];

/**
 * Prints what went wrong. A stack is printed only for errors that are not our own clear ones.
 * @param {unknown} error
 */
function fail(error) {
  const clear = error instanceof Error && error.name !== 'Error' && error.name.endsWith('Error') && 'hint' in error;
  console.error(
    `\n${clear ? `${error.message}\n${String(error.hint)}` : error instanceof Error ? error.stack : String(error)}`,
  );
  process.exit(clear && 'exitCode' in error ? Number(error.exitCode) : 1);
}

async function main() {
  const [command = '--help', ...rest] = process.argv.slice(2);
  const problem = nodeVersionProblem(process.versions.node, process.platform);
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
  const { helpFor, overview } = await import('./provision/help.mjs');
  if (!commands.includes(command)) {
    const asked = command === '--help' || command === '-h' || command === 'help';
    if (!asked) console.error(`Unknown command "${command}".\n`);
    console.log(overview());
    process.exit(asked ? 0 : 2);
  }
  // `--` only separates npm's options from ours. What follows it belongs to the command.
  const args = rest[0] === '--' ? rest.slice(1) : rest;
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) {
    console.log(helpFor(command));
    return;
  }
  const { installDependencies } = await import('./provision/install.mjs');
  await installDependencies(root);
  // Everything is installed now. From here on the tools are TypeScript, in this same process.
  const { register } = await import('tsx/cjs/api');
  register();
  const { buildApps } = /** @type {{ buildApps: (root: string) => Promise<void> }} */ (load('./provision/build.ts'));
  await buildApps(root);
  const { main: run } = /** @type {{ main: (options: { root: string, args: string[] }) => Promise<void> }} */ (
    load(`./${command}.ts`)
  );
  await run({ root, args });
}

main().catch(fail);
