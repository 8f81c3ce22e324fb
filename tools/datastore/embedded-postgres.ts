import { spawn } from 'node:child_process';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../shared/free-port';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';
import { holdGuard } from '../supervisor/guard';
import { type PartOptions, Part } from '../supervisor/part';
import { ensureCluster, superuser } from './cluster';
import { nativeDirectory } from './native-files';
import { postgresStopSteps, readPostmasterPid, stopLeftoverPostmaster } from './postmaster';
import { asUser, unprivilegedUser } from './unprivileged-user';

const startMs = 60_000;
const portAttempts = 3;

export interface EmbeddedPostgres {
  /** A superuser's connection string to the database `database`. */
  url: string;
  port: number;
  /** The server's process. It is started again on the same port if it dies. */
  part: Part;
  /** A fast shutdown, bounded in time. */
  stop: () => Promise<void>;
}

export interface StartEmbeddedPostgresOptions {
  /** The clone, whose node_modules hold the binaries. */
  root: string;
  /** It exists. When this runs as root, the unprivileged user can enter it (see data-dir.ts). */
  directory: string;
  /** False turns fsync off: only for data that does not outlive the command. */
  durable: boolean;
  /** Made if absent. */
  database?: string;
  /** The server's log. */
  onLine?: (line: string) => void;
  /** Takes each line for a person. */
  say?: (line: string) => void;
  onStart?: (pid: number) => void;
  signal?: AbortSignal;
  restartPause?: PartOptions['restartPause'];
}

/**
 * Starts the embedded Postgres on loopback, on a free port, with its data in `directory/postgres`. The caller holds the
 * directory's lock (see run-directory.ts).
 * @throws ProvisioningError
 */
export async function startEmbeddedPostgres({
  root,
  directory,
  durable,
  database = 'adcp',
  onLine,
  say = () => undefined,
  onStart,
  signal,
  restartPause,
}: StartEmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const wantedUser = unprivilegedUser();
  const native = nativeDirectory(root, wantedUser);
  const { dataDirectory, password, user } = await ensureCluster({
    directory,
    native,
    user: wantedUser,
    durable,
    signal,
  });
  await stopLeftoverPostmaster(dataDirectory, say);

  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const part = new Part({
      name: 'postgres',
      launch: () => {
        const child = spawn(join(native, 'bin', 'postgres'), serverArguments(dataDirectory, port, durable), {
          ...asUser(user),
          cwd: '/',
          env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        });
        if (child.pid !== undefined) holdGuard(child, 'INT', asUser(user));
        return child;
      },
      stopSteps: () => [...postgresStopSteps],
      onLine,
      onStart,
      restartPause,
      onExit: ({ code, signal: killed, pauseMs }) =>
        onLine?.(`ended (${killed ?? `exit code ${code}`}); started again in ${pauseMs / 1000} s`),
    });
    part.start();
    try {
      await untilReady(part, dataDirectory, signal);
      await ensureDatabase({ port, password, database });
      const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
      return { url, port, part, stop: () => part.stop() };
    } catch (error) {
      await part.stop();
      // Somebody may have taken the port after we looked and before the server started.
      if (
        attempt < portAttempts &&
        !signal?.aborted &&
        part.lastLines.some((line) => /could not bind|Address already in use/i.test(line))
      )
        continue;
      throw error;
    }
  }
}

/**
 * More shared buffers than the server's 128 MB, where there is memory for them: those cannot hold the indexes of a million
 * operations, and intake then takes a fifth more of the database. What is not used yet takes no memory.
 */
function buffers(): { shared_buffers?: string } {
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 20;
  return memoryMb < 2_048 ? {} : { shared_buffers: `${Math.floor(Math.min(512, memoryMb / 8))}MB` };
}

function serverArguments(dataDirectory: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '', // loopback only: a socket's path may be too long for a deep clone, or not writable
    max_connections: 200,
    ...buffers(),
    cluster_name: 'adcp-orchestrator',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', dataDirectory, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function untilReady(part: Part, dataDirectory: string, signal: AbortSignal | undefined): Promise<void> {
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    const found = readPostmasterPid(dataDirectory);
    if (found?.ready && found.pid === part.pid) return;
    // Backends of a killed server may take a moment to go. Nothing else gets better by waiting.
    if (part.restarts >= 4) break;
    await sleep(30);
  }
  throw new ProvisioningError(
    `The embedded Postgres on ${dataDirectory} did not become ready. Its last words:\n  ${part.lastLines.join('\n  ') || '(none)'}`,
    'Mend what it says, set DATA_DIR to a new directory, or set DATABASE_URL to a server of your own.',
  );
}

async function ensureDatabase({
  port,
  password,
  database,
}: {
  port: number;
  password: string;
  database: string;
}): Promise<void> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
  });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    throw new ProvisioningError(
      `The embedded Postgres runs but does not let us in: ${messageOf(error)}`,
      'If postgres-password in DATA_DIR was changed, restore it, or set DATA_DIR to a new directory.',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}
