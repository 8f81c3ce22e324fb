import { mkdirSync } from 'node:fs';
import { waitForDatastores } from '../datastore/reachable';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../datastore/embedded-postgres';
import { assertPortFree, freePort, parsePort } from '../shared/free-port';
import { ProvisioningError } from '../shared/problem.mjs';
import { type AppPart, appPart } from './app-part';
import { processRecord } from './leftovers';
import type { Part } from './part';
import { untilReady } from './ready';
import { runOnce } from './run-once';
import { serviceApps } from './service-apps';
import { resolveSecrets } from './settings';

/** Said when a person will not wait for the calls at publishers. */
export const endingCalls = 'Ending the calls under way: what cannot be proved of them is in doubt.';
/**
 * Longer than a migrator waits for another one, or for locks that others hold. So its own message comes first, and says
 * more than ours.
 */
const migrationMs = 1_500_000;
const readyMs = 60_000;

export interface Stack {
  /** Base URL of the API. */
  url: string;
  port: number;
  /** An admin's API key; undefined when none was given with a database of one's own. */
  bootstrapKey: string | undefined;
  /** Whether the key was made here rather than given. */
  bootstrapKeyMade: boolean;
  databaseUrl: string;
  /** The apps that make the service here: the API first, then the workers, together or apart. */
  apps: readonly string[];
  /** By app name, and `postgres` when embedded. */
  processes: Record<string, Part>;
  /** Base URL of a process' internal listener (metrics, probes). */
  internalUrl: (app: string) => string | undefined;
  /** Signals a part, which is then started again. */
  kill: (app: string, signal?: NodeJS.Signals) => boolean;
  /** Records another process, which the next command must end if this one is killed. */
  record: (name: string, pid: number, stopSeconds?: number) => void;
  /** Waits again until everything is ready, for example after a kill. */
  ready: () => Promise<void>;
  /** Ends everything, the datastore last. May be called again. */
  stop: () => Promise<void>;
}

export interface StackOptions {
  /** The clone. */
  root: string;
  /** DATABASE_URL, REDIS_URL, PORT, WORKERS and the other variables. */
  env: NodeJS.ProcessEnv;
  /** For the embedded data, the keys and the record of processes. The caller holds its lock (run-directory.ts). */
  directory: string;
  /** Default true. False turns fsync off in the embedded Postgres. */
  durable?: boolean;
  /** Some of the apps; absent: all that make the service. */
  apps?: readonly string[];
  /** Further flags of Node for an app, such as the debugger's. */
  nodeFlags?: (app: string) => readonly string[];
  /** Every line of output of every part. */
  onLine?: (name: string, line: string) => void;
  /** Called with what a person should know, such as that a part died. */
  onEvent?: (name: string, event: string) => void;
  /** Stops the start. What was started by then is stopped. */
  signal?: AbortSignal;
  /** Called with what the stop waits for. */
  onWaiting?: (message: string) => void;
  /** A person will not wait for the stop: calls under way are ended, and are then in doubt. */
  again?: AbortSignal;
}

/**
 * Starts the service: datastore, migrations, then one supervised process per app; resolves when all are ready.
 * @throws ProvisioningError with everything stopped again
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { root, directory, durable = true, nodeFlags } = options;
  const { onLine, onEvent, onWaiting, signal, again } = options;
  const given = withoutEmpty(options.env);
  const apps = options.apps ?? serviceApps(given);
  const port = await choosePort(given);
  const internalPorts = await chooseInternalPorts(given, apps, port);
  mkdirSync(directory, { recursive: true });
  const embedded = given['DATABASE_URL'] === undefined;
  const secrets = resolveSecrets({ env: given, directory, embedded });
  const record = processRecord(directory);
  let postgres: EmbeddedPostgres | undefined;
  const running: AppPart[] = [];
  let stopping: Promise<void> | undefined;
  // A second SIGTERM would say nothing new to an app, because orchestrators repeat theirs.
  const hurry = () => {
    running.forEach(({ part }) => part.kill('SIGINT'));
  };
  const stop = () =>
    (stopping ??= (async () => {
      // The person has said so already. The apps hear it once they have begun to stop.
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
        onStart: (pid) => {
          record('postgres', pid);
        },
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
        onStart: (pid, stopSeconds) => {
          record(app, pid, stopSeconds);
        },
        onWaiting: (message) => stopping && onWaiting?.(message),
        onExit: ({ code, signal: killed, pauseMs }) =>
          onEvent?.(app, `ended (${killed ?? `exit code ${code}`}); started again in ${pauseMs / 1000} s`),
      });
      running.push(started);
      started.part.start();
    });
    const internalUrl = (app: string) => {
      const internalPort = running.find(({ part }) => part.name === app)?.internalPort();
      return internalPort === undefined ? undefined : `http://127.0.0.1:${internalPort}`;
    };
    const ready = (abort: AbortSignal | undefined) =>
      untilReady(
        running.map(({ part }) => ({
          name: part.name,
          part,
          url: () => (part.name === 'intake-api' ? `${url}/readyz` : suffixed(internalUrl(part.name), '/readyz')),
        })),
        { timeoutMs: readyMs, signal: abort },
      );
    await ready(signal);
    const processes: Record<string, Part> = Object.fromEntries([
      ...running.map(({ part }) => [part.name, part] as const),
      ...(postgres ? [['postgres', postgres.part] as const] : []),
    ]);
    return {
      url,
      port,
      apps,
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

async function choosePort(env: NodeJS.ProcessEnv): Promise<number> {
  const port = parsePort(env['PORT'], 3000, 'PORT');
  if (port === 0) return await freePort();
  await assertPortFree(port, 'PORT', env['HOST']);
  return port;
}

/**
 * A free port for each app, from INTERNAL_PORT on. An app that found its port taken would say so only in its log, again
 * and again.
 */
async function chooseInternalPorts(
  env: NodeJS.ProcessEnv,
  apps: readonly string[],
  apiPort: number,
): Promise<readonly number[]> {
  const base = parsePort(env.INTERNAL_PORT, 0, 'INTERNAL_PORT');
  if (base === 0) return apps.map(() => 0);
  const ports = apps.map((_, index) => base + index);
  const last = base + apps.length - 1;
  if (last > 65_535 || ports.includes(apiPort)) {
    throw new ProvisioningError(
      `INTERNAL_PORT=${base} takes the ports ${base} to ${last}, one for each process${last > 65_535 ? '' : `, and ${apiPort} is the API's (PORT)`}.`,
      'Choose another INTERNAL_PORT, or leave it unset: then any free ones are taken.',
    );
  }
  for (const port of ports) await assertPortFree(port, 'INTERNAL_PORT', env.HOST);
  return ports;
}

/** An empty variable means the same as an absent one. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

function suffixed(base: string | undefined, path: string): string | undefined {
  return base === undefined ? undefined : `${base}${path}`;
}
