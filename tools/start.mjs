// @ts-check
// `npm start`: the service on this machine, one supervised process per app, until it is interrupted.
import { resolveDataDir } from './datastore/data-dir.mjs';
import { takeDirectory } from './datastore/run-directory.mjs';
import { onInterrupt } from './supervisor/interrupt.mjs';
import { lineWriter } from './supervisor/output.mjs';
import { startStack } from './supervisor/stack.mjs';

/** @param {{ root: string }} options */
export async function main({ root }) {
  const interrupt = onInterrupt();
  const print = lineWriter();
  const say = (/** @type {string} */ line) => console.log(line);
  const dataDir = resolveDataDir({ root, env: process.env, say });
  const directory = await takeDirectory(dataDir, say);
  say(
    process.env['DATABASE_URL']
      ? 'Starting on the Postgres that DATABASE_URL names.'
      : `Starting with an embedded Postgres; data in ${dataDir}.`,
  );
  say(process.env['REDIS_URL'] ? 'Queues on the Redis that REDIS_URL names.' : 'Queues in Postgres (no REDIS_URL).');
  /** @type {import('./supervisor/stack.mjs').Stack | undefined} */
  let stack;
  try {
    stack = await startStack({
      root,
      env: process.env,
      directory: dataDir,
      onLine: (name, line) => {
        // Of the datastore only what is wrong: its routine messages would bury the service's own.
        if (name !== 'postgres' || !/\bLOG: {2}/.test(line)) print(name, line);
      },
      onEvent: print,
      signal: interrupt.signal,
    });
    say(`\n${welcome(stack)}\n`);
    const reason = await interrupt.requested;
    say(`\nStopping (${reason}).`);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    say('\nStopped before everything was up.');
  } finally {
    await stack?.stop();
    directory.release();
  }
  say('Stopped.');
  process.exit(0);
}

/** @param {import('./supervisor/stack.mjs').Stack} stack */
function welcome(stack) {
  const lines = [
    `Ready.`,
    `  API          ${stack.url}`,
    `  API docs     ${stack.url}/docs`,
    `  Queues       ${stack.url}/admin/queues   (any user name, an admin key as the password)`,
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
