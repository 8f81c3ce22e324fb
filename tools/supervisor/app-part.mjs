// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOptions } from '../shared/node-options.mjs';
import { ProvisioningError } from '../shared/problem.mjs';
import { Part } from './part.mjs';

/** How long an app may take to finish what it is doing after SIGTERM. */
export const appStopMs = 25_000;

/**
 * @typedef {object} AppPart
 * @property {Part} part
 * @property {() => number | undefined} internalPort the port of its internal listener, once it has said so
 */

/**
 * A supervised app: `dist/apps/<app>/main.js`, on a leash, in a process group of its own (a Ctrl-C in the terminal
 * reaches the supervisor alone, which then stops everything in order).
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.app
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(line: string) => void} [options.onLine]
 * @param {(exit: import('./part.mjs').PartExit) => void} [options.onExit]
 * @param {(pid: number) => void} [options.onStart]
 * @returns {AppPart}
 */
export function appPart({ root, app, env, onLine, onExit, onStart }) {
  const main = mainOf(root, app);
  /** @type {number | undefined} */
  let internalPort;
  const part = new Part({
    name: app,
    launch: () => {
      internalPort = undefined;
      return spawn(
        process.execPath,
        ['--require', join(root, 'tools', 'supervisor', 'leash.cjs'), '--enable-source-maps', ...nodeOptions, main],
        {
          cwd: root,
          env,
          stdio: ['pipe', 'pipe', 'pipe'],
          detached: true,
        },
      );
    },
    stopSteps: [{ signal: 'SIGTERM', waitMs: appStopMs }],
    onLine: (line) => {
      internalPort = internalPortIn(line) ?? internalPort;
      onLine?.(line);
    },
    onExit,
    onStart,
  });
  return { part, internalPort: () => internalPort };
}

/**
 * @param {string} root
 * @param {string} app
 */
export function mainOf(root, app) {
  const main = join(root, 'dist', 'apps', app, 'main.js');
  if (!existsSync(main))
    throw new ProvisioningError(
      `${main} does not exist.`,
      'Run "npm run build", or one of npm run demo, npm start, npm test, which build what is missing.',
    );
  return main;
}

/**
 * @param {string} line of an app's log
 * @returns {number | undefined}
 */
export function internalPortIn(line) {
  if (!line.includes('internal listener')) return undefined;
  try {
    const entry = JSON.parse(line);
    return entry?.msg === 'internal listener' && Number.isInteger(entry.port) ? entry.port : undefined;
  } catch {
    return undefined; // not a log entry
  }
}
