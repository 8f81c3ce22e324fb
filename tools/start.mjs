// @ts-check
// `npm start`: the service on this machine, one supervised process per app, until it is interrupted.
import { join } from 'node:path';
import { resolveDataDir } from './datastore/data-dir.mjs';
import { takeDirectory } from './datastore/run-directory.mjs';
import { onInterrupt } from './supervisor/interrupt.mjs';
import { logFiles, parseLogTo } from './supervisor/log-files.mjs';
import { lineWriter } from './supervisor/output.mjs';
import { endingCalls, serviceApps, startStack } from './supervisor/stack.mjs';

/**
 * @param {object} options
 * @param {string} options.root
 * @param {'files' | 'stdout'} [options.logTo] what LOG_TO says, when absent
 * @param {import('./supervisor/stack.mjs').StackOptions['nodeFlags']} [options.nodeFlags]
 * @param {(stack: import('./supervisor/stack.mjs').Stack, print: (name: string, line: string) => void) => () => void} [options.onReady]
 *   hears when all is up, and gives what is to be done before it is stopped
 */
export async function main({ root, logTo = parseLogTo(process.env['LOG_TO']), nodeFlags, onReady }) {
  const interrupt = onInterrupt();
  const print = lineWriter();
  const say = (/** @type {string} */ line) => console.log(line);
  const dataDir = resolveDataDir({ root, env: process.env, say });
  const logDirectory = join(dataDir, 'logs');
  /** @type {import('./datastore/run-directory.mjs').RunDirectory | undefined} */
  let directory;
  /** @type {import('./supervisor/log-files.mjs').LogFiles | undefined} */
  let logs;
  /** @type {import('./supervisor/stack.mjs').Stack | undefined} */
  let stack;
  /** @type {(() => void) | undefined} */
  let beforeStop;
  try {
    directory = await takeDirectory(dataDir, say, interrupt.signal);
    if (logTo === 'files') logs = logFiles(logDirectory, say);
    say(
      process.env['DATABASE_URL']
        ? 'Starting on the Postgres that DATABASE_URL names.'
        : `Starting with an embedded Postgres; data in ${dataDir}.`,
    );
    say(process.env['REDIS_URL'] ? 'Queues on the Redis that REDIS_URL names.' : 'Queues in Postgres (no REDIS_URL).');
    interrupt.again.addEventListener('abort', () => say(endingCalls));
    stack = await startStack({
      root,
      env: process.env,
      directory: dataDir,
      nodeFlags,
      onLine: (name, line) => {
        if (logs) logs.write(name, line);
        // Of the datastore only what is wrong: its routine messages would bury the service's own.
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

/**
 * @param {import('./supervisor/stack.mjs').Stack} stack
 * @param {string | undefined} logDirectory nothing when the log is printed
 */
function welcome(stack, logDirectory) {
  const lines = [
    `Ready.`,
    `  API          ${stack.url}`,
    `  API docs     ${stack.url}/docs`,
    `  Queues       ${stack.url}/admin/queues   (any user name, an admin key as the password)`,
    ...serviceApps.map((app, index) => {
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
