// @ts-check
import { mkdirSync } from 'node:fs';
import { waitForDatastores } from '../datastore/reachable.mjs';
import { startEmbeddedPostgres } from '../datastore/embedded-postgres.mjs';
import { assertPortFree, freePort, parsePort } from '../shared/free-port.mjs';
import { ProvisioningError } from '../shared/problem.mjs';
import { appPart } from './app-part.mjs';
import { processRecord } from './leftovers.mjs';
import { untilReady } from './ready.mjs';
import { runOnce } from './run-once.mjs';
import { resolveSecrets } from './settings.mjs';

/** @typedef {import('./part.mjs').Part} Part */

export const serviceApps = Object.freeze(['intake-api', 'submitter', 'poller', 'notifier']);
/** Said when nobody wants to wait for the calls at publishers. */
export const endingCalls = 'Ending the calls under way: what cannot be proved of them is in doubt.';
/** Longer than a migrator waits for another one, or for locks that others hold: its own words say more than ours. */
const migrationMs = 1_500_000;
const readyMs = 60_000;

/**
 * @typedef {object} Stack
 * @property {string} url base URL of the API
 * @property {number} port
 * @property {string | undefined} bootstrapKey an admin's API key; nothing when none was given with a database of one's own
 * @property {boolean} bootstrapKeyMade whether the key was made here rather than given
 * @property {string} databaseUrl
 * @property {Record<string, Part>} processes by app name, and `postgres` when embedded
 * @property {(app: string) => string | undefined} internalUrl base URL of a process' internal listener (metrics, probes)
 * @property {(app: string, signal?: NodeJS.Signals) => boolean} kill a part; it is started again
 * @property {(name: string, pid: number, stopSeconds?: number) => void} record notes another process that the next command must end if this one is killed
 * @property {() => Promise<void>} ready waits again until everything is ready, after a kill for example
 * @property {() => Promise<void>} stop ends everything, the datastore last; idempotent
 */

/**
 * @typedef {object} StackOptions
 * @property {string} root the clone
 * @property {NodeJS.ProcessEnv} env DATABASE_URL, REDIS_URL, PORT and the other variables
 * @property {string} directory for the embedded data, keys and the record of processes; held by the caller (run-directory.mjs)
 * @property {boolean} [durable] true; false turns fsync off in the embedded Postgres
 * @property {readonly string[]} [apps] the service's four
 * @property {(app: string) => readonly string[]} [nodeFlags] further flags of Node for an app, such as the debugger's
 * @property {(name: string, line: string) => void} [onLine] every line of output of every part
 * @property {(name: string, event: string) => void} [onEvent] something a person should know, such as a part that died
 * @property {AbortSignal} [signal] stops the start; what was started by then is stopped
 * @property {(message: string) => void} [onWaiting] what the stop waits for
 * @property {AbortSignal} [again] nobody wants to wait for a stop: calls under way are ended, as doubts
 */

/**
 * Starts the service: datastore, migrations, then one supervised process per app; resolves when all are ready.
 * @param {StackOptions} options
 * @returns {Promise<Stack>}
 * @throws {import('../shared/problem.mjs').ProvisioningError} with everything stopped again
 */
export async function startStack(options) {
  const { root, directory, durable = true, apps = serviceApps, nodeFlags } = options;
  const { onLine, onEvent, onWaiting, signal, again } = options;
  const given = withoutEmpty(options.env);
  const port = await choosePort(given);
  const internalPorts = await chooseInternalPorts(given, apps, port);
  mkdirSync(directory, { recursive: true });
  const embedded = given['DATABASE_URL'] === undefined;
  const secrets = resolveSecrets({ env: given, directory, embedded });
  const record = processRecord(directory);
  /** @type {import('../datastore/embedded-postgres.mjs').EmbeddedPostgres | undefined} */
  let postgres;
  /** @type {import('./app-part.mjs').AppPart[]} */
  const running = [];
  /** @type {Promise<void> | undefined} */
  let stopping;
  // A second SIGTERM would say nothing new to an app: orchestrators repeat theirs.
  const hurry = () => running.forEach(({ part }) => part.kill('SIGINT'));
  const stop = () =>
    (stopping ??= (async () => {
      // Said already: the apps hear it when they have begun to stop.
      if (again?.aborted) setTimeout(hurry, 1_000).unref();
      else again?.addEventListener('abort', hurry, { once: true });
      await Promise.all(running.map(({ part }) => part.stop()));
      await postgres?.stop();
    })());

  try {
    signal?.throwIfAborted();
    await waitForDatastores({ env: given, say: (line) => onEvent?.('start', line), signal });
    if (embedded) {
      postgres = await startEmbeddedPostgres({
        root,
        directory,
        durable,
        onLine: (line) => onLine?.('postgres', line),
        say: (line) => onEvent?.('postgres', line),
        onStart: (pid) => record('postgres', pid),
        signal,
      });
    }
    const databaseUrl = postgres?.url ?? String(given['DATABASE_URL']);
    const url = `http://127.0.0.1:${port}`;
    const env = {
      ...given,
      PORT: String(port),
      PUBLIC_URL: given['PUBLIC_URL'] ?? url,
      DATABASE_URL: databaseUrl,
      CREDENTIALS_KEY: secrets.credentialsKey,
      ...(secrets.previousKeys ? { CREDENTIALS_KEY_PREVIOUS: secrets.previousKeys } : {}),
      ...(secrets.bootstrapKey ? { BOOTSTRAP_API_KEY: secrets.bootstrapKey } : {}),
      ...(secrets.allowPrivateNetworks ? { ALLOW_PRIVATE_NETWORKS: secrets.allowPrivateNetworks } : {}),
    };
    await runOnce({
      root,
      app: 'migrator',
      env,
      timeoutMs: migrationMs,
      onLine: (line) => onLine?.('migrator', line),
      signal,
    });

    apps.forEach((app, index) => {
      const started = appPart({
        root,
        app,
        nodeFlags: nodeFlags?.(app),
        env: { ...env, INTERNAL_PORT: String(internalPorts[index]) },
        onLine: (line) => onLine?.(app, line),
        onStart: (pid, stopSeconds) => record(app, pid, stopSeconds),
        onWaiting: (message) => stopping && onWaiting?.(message),
        onExit: ({ code, signal: killed, pauseMs }) =>
          onEvent?.(app, `ended (${killed ?? `exit code ${code}`}); started again in ${pauseMs / 1000} s`),
      });
      running.push(started);
      started.part.start();
    });
    const internalUrl = (/** @type {string} */ app) => {
      const internalPort = running.find(({ part }) => part.name === app)?.internalPort();
      return internalPort === undefined ? undefined : `http://127.0.0.1:${internalPort}`;
    };
    const ready = (/** @type {AbortSignal | undefined} */ abort) =>
      untilReady(
        running.map(({ part }) => ({
          name: part.name,
          part,
          url: () => (part.name === 'intake-api' ? `${url}/readyz` : suffixed(internalUrl(part.name), '/readyz')),
        })),
        { timeoutMs: readyMs, signal: abort },
      );
    await ready(signal);
    const processes = Object.fromEntries([
      ...running.map(({ part }) => [part.name, part]),
      ...(postgres ? [['postgres', postgres.part]] : []),
    ]);
    return {
      url,
      port,
      bootstrapKey: secrets.bootstrapKey,
      bootstrapKeyMade: secrets.bootstrapKeyMade,
      databaseUrl,
      processes,
      internalUrl,
      kill: (app, killSignal = 'SIGKILL') => processes[app]?.kill(killSignal) ?? false,
      record,
      ready: () => ready(undefined),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function choosePort(env) {
  const port = parsePort(env['PORT'], 3000, 'PORT');
  if (port === 0) return await freePort();
  await assertPortFree(port, 'PORT', env['HOST']);
  return port;
}

/**
 * One for each app, from INTERNAL_PORT on. An app that finds its own taken would say so in its log alone, again and again.
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} apps
 * @param {number} apiPort
 */
async function chooseInternalPorts(env, apps, apiPort) {
  const base = parsePort(env['INTERNAL_PORT'], 0, 'INTERNAL_PORT');
  if (base === 0) return apps.map(() => 0);
  const ports = apps.map((_, index) => base + index);
  const last = base + apps.length - 1;
  if (last > 65_535 || ports.includes(apiPort)) {
    throw new ProvisioningError(
      `INTERNAL_PORT=${base} takes the ports ${base} to ${last}, one for each process${last > 65_535 ? '' : `, and ${apiPort} is the API's (PORT)`}.`,
      'Choose another INTERNAL_PORT, or leave it unset: then any free ones are taken.',
    );
  }
  for (const port of ports) await assertPortFree(port, 'INTERNAL_PORT', env['HOST']);
  return ports;
}

/**
 * An empty variable means the same as none.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function withoutEmpty(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

/**
 * @param {string | undefined} base
 * @param {string} path
 */
function suffixed(base, path) {
  return base === undefined ? undefined : `${base}${path}`;
}
