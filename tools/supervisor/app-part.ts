import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOptions } from '../shared/node-options';
import { ProvisioningError } from '../shared/problem.mjs';
import { type PartExit, Part } from './part';

/** Grace for an app that has not said how long it may take. It has begun nothing yet that could be cut short. */
const unsaidStopSeconds = 25;

export interface AppPart {
  part: Part;
  /** The port of its internal listener, once it has said so. */
  internalPort: () => number | undefined;
}

export interface AppPartOptions {
  root: string;
  app: string;
  env: NodeJS.ProcessEnv;
  /** Further flags for Node itself. */
  nodeFlags?: readonly string[];
  onLine?: (line: string) => void;
  onExit?: (exit: PartExit) => void;
  /** The app runs. Called again once it has said how long it may take to stop. */
  onStart?: (pid: number, stopSeconds?: number) => void;
  /** The app stops, and waits for something. */
  onWaiting?: (message: string) => void;
}

/**
 * A supervised app: `dist/apps/<app>/main.js`, on a leash and in a process group of its own. So a Ctrl-C in the
 * terminal reaches only the supervisor, which then stops everything in order. The app tells the supervisor what it must
 * know by messages (`tellStarter` of libs/platform).
 */
export function appPart({
  root,
  app,
  env,
  nodeFlags = [],
  onLine,
  onExit,
  onStart,
  onWaiting,
}: AppPartOptions): AppPart {
  const main = mainOf(root, app);
  let known: News = {};
  const part = new Part({
    name: app,
    launch: () => {
      known = {};
      return spawn(
        process.execPath,
        ['--require', join(root, 'tools', 'supervisor', 'leash.cjs'), ...nodeOptions, ...nodeFlags, main],
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

export function mainOf(root: string, app: string): string {
  const main = join(root, 'dist', 'apps', app, 'main.js');
  if (!existsSync(main))
    throw new ProvisioningError(
      `${main} does not exist.`,
      'Run "npm run build", or one of npm run demo, npm start, npm test, which build what is missing.',
    );
  return main;
}

export interface News {
  internalPort?: number;
  stopSeconds?: number;
  message?: string;
}

/** What an app has told. Anything of another form is left out. */
function newsOf(message: unknown): News {
  if (typeof message !== 'object' || message === null) return {};
  const { internalPort, stopSeconds, message: sentence } = message as Record<string, unknown>;
  return {
    ...(typeof internalPort === 'number' ? { internalPort } : {}),
    ...(typeof stopSeconds === 'number' ? { stopSeconds } : {}),
    ...(typeof sentence === 'string' ? { message: sentence } : {}),
  };
}
