// `npm start`: the service on this machine, in supervised processes, until it is interrupted.
import { join } from 'node:path';
import { resolveDataDir } from './datastore/data-dir';
import { type RunDirectory, takeDirectory } from './datastore/run-directory';
import { onInterrupt } from './supervisor/interrupt';
import { type LogFiles, logFiles, parseLogTo } from './supervisor/log-files';
import { lineWriter } from './supervisor/output';
import { type Stack, type StackOptions, endingCalls, startStack } from './supervisor/stack';

export interface StartOptions {
  root: string;
  /** Absent: as LOG_TO says. */
  logTo?: 'files' | 'stdout';
  nodeFlags?: StackOptions['nodeFlags'];
  /** Called when all is up. It returns what must be done before the stop. */
  onReady?: (stack: Stack, print: (name: string, line: string) => void) => () => void;
}

export async function main({
  root,
  logTo = parseLogTo(process.env['LOG_TO']),
  nodeFlags,
  onReady,
}: StartOptions): Promise<void> {
  const interrupt = onInterrupt();
  const print = lineWriter();
  const say = (line: string) => {
    console.log(line);
  };
  const dataDir = resolveDataDir({ root, env: process.env, say });
  const logDirectory = join(dataDir, 'logs');
  let directory: RunDirectory | undefined;
  let logs: LogFiles | undefined;
  let stack: Stack | undefined;
  let beforeStop: (() => void) | undefined;
  try {
    directory = await takeDirectory(dataDir, say, interrupt.signal);
    if (logTo === 'files') logs = logFiles(logDirectory, say);
    say(
      process.env['DATABASE_URL']
        ? 'Starting on the Postgres that DATABASE_URL names.'
        : `Starting with an embedded Postgres; data in ${dataDir}.`,
    );
    say(process.env['REDIS_URL'] ? 'Queues on the Redis that REDIS_URL names.' : 'Queues in Postgres (no REDIS_URL).');
    interrupt.again.addEventListener('abort', () => {
      say(endingCalls);
    });
    stack = await startStack({
      root,
      env: process.env,
      directory: dataDir,
      nodeFlags,
      onLine: (name, line) => {
        if (logs) logs.write(name, line);
        // Of the datastore only what is wrong is printed: its routine messages would bury the service's own.
        else if (name !== 'postgres' || !/\bLOG: {2}/.test(line)) print(name, line);
      },
      onEvent: print,
      onWaiting: say,
      signal: interrupt.signal,
      again: interrupt.again,
    });
    say(`\n${welcome(stack, logs && logDirectory)}\n`);
    beforeStop = onReady?.(stack, print);
    const reason = await interrupt.requested;
    say(`\nStopping (${reason}).`);
  } catch (error) {
    if (!interrupt.signal.aborted) {
      if (logs) say(`\nThe log of each process is in ${logDirectory}.`);
      throw error;
    }
    say('\nStopped before everything was up.');
  } finally {
    beforeStop?.();
    await stack?.stop();
    logs?.close();
    directory?.release();
  }
  say('Stopped.');
  process.exit(0);
}

/** @param logDirectory undefined when the log is printed */
function welcome(stack: Stack, logDirectory: string | undefined): string {
  const lines = [
    `Ready.`,
    `  Console      ${stack.url}/`,
    `  API          ${stack.url}`,
    `  API docs     ${stack.url}/docs`,
    `  Queues       ${stack.url}/admin/queues   (any user name, the platform admin's key as the password)`,
    ...stack.apps.map((app, index) => {
      const metrics = `${stack.internalUrl(app) ?? '(just starting again)'}/metrics`;
      return `  ${(index === 0 ? 'Metrics' : '').padEnd(12)} ${metrics}   (${app})`;
    }),
    ...(logDirectory === undefined
      ? []
      : [`  Logs         ${join(logDirectory, '<process>.log')}   (LOG_TO=stdout prints them)`]),
  ];
  if (stack.bootstrapKey && stack.bootstrapKeyMade) {
    lines.push(
      `  Admin key    ${stack.bootstrapKey}`,
      '',
      'Try it:',
      `  curl -H 'Authorization: Bearer ${stack.bootstrapKey}' ${stack.url}/v1/operations`,
    );
  } else if (!stack.bootstrapKey) {
    lines.push(
      '',
      'Set BOOTSTRAP_API_KEY (32 characters or more) to get an admin key, unless the database has one already.',
    );
  }
  return [...lines, '', 'Ctrl-C stops everything.'].join('\n');
}
