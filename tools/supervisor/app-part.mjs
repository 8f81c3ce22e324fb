// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOptions } from '../shared/node-options.mjs';
import { ProvisioningError } from '../shared/problem.mjs';
import { Part } from './part.mjs';

/** Grace of an app that has not said how long it may take: it has begun nothing that could be cut short. */
const unsaidStopSeconds = 25;

/**
 * @typedef {object} AppPart
 * @property {Part} part
 * @property {() => number | undefined} internalPort the port of its internal listener, once it has said so
 */

/**
 * A supervised app: `dist/apps/<app>/main.js`, on a leash, in a process group of its own (a Ctrl-C in the terminal
 * reaches the supervisor alone, which then stops everything in order). It tells what the supervisor must know by messages
 * (`tellStarter` of libs/platform).
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.app
 * @param {NodeJS.ProcessEnv} options.env
 * @param {readonly string[]} [options.nodeFlags] further ones of Node's own
 * @param {(line: string) => void} [options.onLine]
 * @param {(exit: import('./part.mjs').PartExit) => void} [options.onExit]
 * @param {(pid: number, stopSeconds?: number) => void} [options.onStart] it runs; again when it has said how long it may take to stop
 * @param {(message: string) => void} [options.onWaiting] it stops, and waits for something
 * @returns {AppPart}
 */
export function appPart({ root, app, env, nodeFlags = [], onLine, onExit, onStart, onWaiting }) {
  const main = mainOf(root, app);
  /** @type {News} */
  let known = {};
  const part = new Part({
    name: app,
    launch: () => {
      known = {};
      return spawn(
        process.execPath,
        [
          '--require',
          join(root, 'tools', 'supervisor', 'leash.cjs'),
          '--enable-source-maps',
          ...nodeOptions,
          ...nodeFlags,
          main,
        ],
        {
          cwd: root,
          env,
          stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
          detached: true,
        },
      );
    },
    stopSteps: () => [{ signal: 'SIGTERM', waitMs: (known.stopSeconds ?? unsaidStopSeconds) * 1000 }],
    onLine,
    onMessage: (message) => {
      const news = newsOf(message);
      if (news.message !== undefined) onWaiting?.(news.message);
      if (news.stopSeconds === undefined) return;
      known = news;
      if (part.pid !== undefined) onStart?.(part.pid, news.stopSeconds);
    },
    onExit,
    onStart: (pid) => onStart?.(pid),
  });
  return { part, internalPort: () => known.internalPort };
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

/** @typedef {{ internalPort?: number, stopSeconds?: number, message?: string }} News */

/**
 * What an app has told. Whatever is not of its kind is left out.
 * @param {unknown} message
 * @returns {News}
 */
function newsOf(message) {
  if (typeof message !== 'object' || message === null) return {};
  const { internalPort, stopSeconds, message: sentence } = /** @type {Record<string, unknown>} */ (message);
  return {
    ...(typeof internalPort === 'number' ? { internalPort } : {}),
    ...(typeof stopSeconds === 'number' ? { stopSeconds } : {}),
    ...(typeof sentence === 'string' ? { message: sentence } : {}),
  };
}
