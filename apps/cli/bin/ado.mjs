#!/usr/bin/env node
// @ts-check
// `npx ado` in the repository: builds the program when its sources are newer, and runs it. Plain Node without a
// dependency. The image has the built program alone: `node dist/apps/cli/main.js`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeVersionProblem } from '../../../tools/provision/node-version.mjs';

const root = resolve(dirname(realpathSync(fileURLToPath(import.meta.url))), '../../..');
const program = join(root, 'dist/apps/cli/main.js');
const BUILD_LIMIT_MS = 120_000;

/** @param {string} path */
const changedAt = (path) => statSync(path).mtimeMs;

/**
 * @param {string} folder
 * @returns {number} when a file below it that is built in was last changed
 */
function newestBelow(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestBelow(path));
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts')) newest = Math.max(newest, changedAt(path));
  }
  return newest;
}

function isCurrent() {
  if (!existsSync(program)) return false;
  const builtAt = changedAt(program);
  const libraries = readdirSync(join(root, 'libs'))
    .map((name) => join(root, 'libs', name, 'src'))
    .filter((folder) => existsSync(folder));
  return [join(root, 'apps/cli/src'), ...libraries].every((folder) => newestBelow(folder) <= builtAt);
}

/** @param {string} message */
function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}

const problem = nodeVersionProblem(process.versions.node, process.platform);
if (problem !== undefined) fail(problem);
if (!isCurrent()) {
  if (!existsSync(join(root, 'node_modules/tsx')))
    fail('the dependencies are missing\nRun "npm ci" in the repository first.');
  // What it prints goes to stderr: stdout is the command's.
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'tools/build-app.ts', 'apps/cli'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: BUILD_LIMIT_MS,
  });
  if (status !== 0) fail('the command line could not be built; what is wrong is named above');
}
createRequire(import.meta.url)(program);
