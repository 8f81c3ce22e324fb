// `npm run demo`: the service with sandbox sellers on fresh data, a dozen media buys to watch, and then a place to
// explore.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { resolveDataDir } from './datastore/data-dir';
import { takeFreshDirectory } from './datastore/run-directory';
import { createTemporaryDatabase } from './datastore/temporary-database';
import { createClient } from '@adcp-orchestrator/client';
import { runDemo } from './demo/run-demo';
import { said } from './demo/said';
import { messageOf } from './shared/problem.mjs';
import { onInterrupt } from './supervisor/interrupt';
import { logFile } from './supervisor/log-files';
import { lineWriter } from './supervisor/output';
import { type Sandbox, startSandbox } from './supervisor/sandbox';
import { type Stack, endingCalls, startStack } from './supervisor/stack';

/** Hours become seconds. The code is the same, only less patient. */
const timings = {
  POLL_INITIAL_SECONDS: '1',
  POLL_MAX_SECONDS: '3',
  POLL_WITH_WEBHOOK_SECONDS: '20',
  SWEEP_SECONDS: '2',
};

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const once = args.includes('--once');
  const showLogs = args.includes('--logs');
  const unknown = args.find((argument) => !['--', '--once', '--logs'].includes(argument));
  if (unknown) {
    console.error(`Unknown option "${unknown}". npm run demo -- --help lists what there is.`);
    process.exit(2);
  }
  const interrupt = onInterrupt();
  const say = (line: string) => {
    console.log(line);
  };
  const dataDir = resolveDataDir({ root, env: process.env, say });
  const directory = await takeFreshDirectory(dataDir, 'demo', say);
  const logPath = join(dataDir, 'demo.log');
  const log = logFile(logPath, say);
  const print = lineWriter({
    write: (text) => {
      if (showLogs) process.stdout.write(text);
      else log.write(text);
    },
    terminal: showLogs && process.stdout.isTTY,
    width: 14,
  });
  /** What to end, in this order. */
  const stops: (() => Promise<void>)[] = [];
  let ok = false;
  try {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      ...withDefaults(timings),
      ALLOW_PRIVATE_NETWORKS: '1',
      PUBLIC_URL: '',
      SIGN_IN_LINKS: '1',
      DATA_DIR: directory.path,
    };
    env['BOOTSTRAP_API_KEY'] = process.env['BOOTSTRAP_API_KEY'] || `demo_${randomBytes(24).toString('hex')}`;
    if (env['DATABASE_URL']) {
      const database = await createTemporaryDatabase(env['DATABASE_URL'], 'adcp_demo');
      stops.unshift(database.drop);
      say(`Using a database of its own on the server that DATABASE_URL names: ${database.name}.`);
      env['DATABASE_URL'] = database.url;
      env['CREDENTIALS_KEY'] = randomBytes(32).toString('base64');
    }
    say(
      `Starting ${env['DATABASE_URL'] ? '' : 'an embedded Postgres, '}the service (queues in ${env['REDIS_URL'] ? 'Redis' : 'Postgres'}) and sandbox sellers; their log is ${showLogs ? 'shown' : `in ${logPath}`}.`,
    );
    const shared = { root, env, onLine: print, onEvent: print, signal: interrupt.signal };
    interrupt.again.addEventListener('abort', () => {
      say(endingCalls);
    });
    const stack = await startStack({ ...shared, directory: directory.path, onWaiting: say, again: interrupt.again });
    stops.unshift(stack.stop);
    const sandbox = await startSandbox({
      ...shared,
      directory: directory.path,
      onStart: (pid) => {
        stack.record('sandbox-seller', pid);
      },
    });
    // Comes after the service, so that its last calls are still answered.
    stops.splice(1, 0, sandbox.stop);
    if (!once) say(`Everything is up. Watch the buys in the console: ${await signInLink(stack)}\n`);
    say('Sending media buys over REST:\n');
    const demo = await runDemo({ stack, sandbox, out: process.stdout, signal: interrupt.signal });
    stops.unshift(demo.close);
    ok = demo.ok;
    if (!once) {
      say(`\n${explore(stack, sandbox, await signInLink(stack))}`);
      await interrupt.requested;
    }
  } catch (error) {
    if (!interrupt.signal.aborted) {
      say(`\nThe log of every process is in ${logPath}.`);
      throw error;
    }
  } finally {
    say('\nStopping.');
    for (const stop of stops)
      await stop().catch((error: unknown) => {
        say(`While stopping: ${messageOf(error)}`);
      });
    log.close();
    directory.release();
  }
  say('Stopped.');
  // A demo with --once that was interrupted has not shown what it must show.
  process.exit(ok || (!once && interrupt.signal.aborted) ? 0 : 1);
}

/** What the environment says counts. The demo's own timings are only defaults. */
function withDefaults(defaults: Record<string, string>) {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, process.env[name] || value]));
}

/** @returns the console's address, with which a browser on this machine signs in once within ten minutes */
async function signInLink({ url, bootstrapKey = '' }: Stack): Promise<string> {
  const api = createClient({ baseUrl: url, apiKey: bootstrapKey });
  return url + (await said('the sign-in link', api.POST('/v1/session/links'))).path;
}

function explore(stack: Stack, sandbox: Sandbox, link: string): string {
  return [
    'It stays up to be explored:',
    `  Console            ${link}`,
    '                     (signs in once, within 10 minutes; afterwards with the admin key)',
    `  Publisher's page   ${sandbox.url}/            (tasks with approve and reject buttons)`,
    `  API docs           ${stack.url}/docs`,
    `  Queues             ${stack.url}/admin/queues   (any user name, the admin key as the password)`,
    `  Admin key          ${stack.bootstrapKey ?? ''}`,
    `  Database           ${stack.databaseUrl}`,
    `  curl -H 'Authorization: Bearer ${stack.bootstrapKey ?? ''}' '${stack.url}/v1/operations?status=settled'`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}
