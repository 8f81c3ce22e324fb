// `npm run bench`: measures the service against the guide's own script, or its streams of events. This file starts the
// datastores and the service; bench/main.ts and bench/streams/main.ts measure.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import pg from 'pg';
import { resolveDataDir } from './datastore/data-dir';
import { startEmbeddedPostgres } from './datastore/embedded-postgres';
import { hasRedisServer, startPrivateRedis } from './datastore/private-redis';
import { takeFreshDirectory } from './datastore/run-directory';
import { type TemporaryDatabase, createTemporaryDatabase } from './datastore/temporary-database';
import { ProvisioningError, messageOf } from './shared/problem.mjs';
import { type Interrupt, onInterrupt } from './supervisor/interrupt';
import { processRecord } from './supervisor/leftovers';
import { startStack } from './supervisor/stack';

/** Short, and the same on both sides: the bench compares work, not waiting. */
const pollInitialSeconds = 0.5;
const entries = {
  main: 'main.ts',
  seller: 'stub/seller.ts',
  receiver: 'stub/receiver.ts',
  script: 'script/main.ts',
  streams: 'streams/main.ts',
};
const childStopMs = 10_000;

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const options = parseOptions(args);
  const interrupt = onInterrupt();
  const say = (line: string) => {
    console.log(line);
  };
  const dataDir = resolveDataDir({ root, env: process.env, say });
  const directory = await takeFreshDirectory(dataDir, 'bench', say);
  const record = processRecord(directory.path);
  /** What to end, the last started first. */
  const stops: (() => Promise<void>)[] = [];
  let exitCode = 1;
  try {
    await bundle(root);
    const server = process.env['DATABASE_URL'] || (await startPostgres());
    const redisUrl = process.env['REDIS_URL'] || (await startRedis());
    if (!redisUrl) say('NOTE: no redis-server on this machine and no REDIS_URL: the hints travel through Postgres.');
    const product = await database(server, 'adcp_bench_product');
    const script = await database(server, 'adcp_bench_script');
    const profileDirectory = options.profile ? join(dataDir, 'bench-profiles') : null;
    if (profileDirectory) mkdirSync(profileDirectory, { recursive: true });
    const stack = await startStack({
      root,
      directory: directory.path,
      signal: interrupt.signal,
      onEvent: (name, event) => {
        say(`${name}: ${event}`);
      },
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NODE_ENV: 'production',
        WORKERS: process.env['WORKERS'],
        DATABASE_URL: product.url,
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
        PORT: '0',
        CREDENTIALS_KEY: randomBytes(32).toString('base64'),
        BOOTSTRAP_API_KEY: `bench_${randomBytes(24).toString('hex')}`,
        ALLOW_PRIVATE_NETWORKS: '1',
        POLL_INITIAL_SECONDS: String(pollInitialSeconds),
        ...(profileDirectory
          ? {
              NODE_OPTIONS: `--require ${join(root, 'bench/profile/hook.cjs')}`,
              BENCH_PROFILE_DIRECTORY: profileDirectory,
            }
          : {}),
      },
    });
    stops.unshift(stack.stop);
    const context = {
      root,
      ...options,
      profileDirectory,
      pollInitialSeconds,
      product: {
        url: stack.url,
        key: stack.bootstrapKey,
        databaseUrl: product.url,
        pids: Object.fromEntries(stack.apps.map((app) => [app, stack.processes[app]?.pid])),
        internalUrls: stack.apps.map((app) => stack.internalUrl(app)),
      },
      scriptDatabaseUrl: script.url,
      redisUrl: redisUrl ?? null,
    };
    exitCode = await measure({ root, program: options.streams ? 'streams.js' : 'main.js', context, interrupt });
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    for (const stop of stops)
      await stop().catch((error: unknown) => {
        say(`While stopping: ${messageOf(error)}`);
      });
    directory.release();
  }
  process.exit(interrupt.signal.aborted ? 130 : exitCode);

  async function database(server: string, prefix: string): Promise<TemporaryDatabase> {
    const made = await createTemporaryDatabase(server, prefix);
    stops.unshift(made.drop);
    return made;
  }

  /** A durable Postgres of our own that counts statements. Preloading the extension takes a second start. */
  async function startPostgres(): Promise<string> {
    const start = () =>
      startEmbeddedPostgres({
        root,
        directory: directory.path,
        durable: true,
        database: 'postgres',
        say,
        onStart: (pid) => {
          record('postgres', pid);
        },
        signal: interrupt.signal,
      });
    const first = await start();
    try {
      await execute(first.url, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
    } finally {
      await first.stop();
    }
    const postgres = await start();
    stops.unshift(postgres.stop);
    return postgres.url;
  }

  async function startRedis(): Promise<string | undefined> {
    if (!hasRedisServer()) return undefined;
    const redis = await startPrivateRedis({
      directory: directory.path,
      onStart: (pid) => {
        record('redis', pid);
      },
      signal: interrupt.signal,
    });
    stops.unshift(redis.stop);
    return redis.url;
  }
}

interface Options {
  operations: number;
  rounds: number;
  sellers: number;
  profile: boolean;
  streams: boolean;
}

function parseOptions(args: string[]): Options {
  const options: Options = { operations: 6_000, rounds: 5, sellers: 50, profile: false, streams: false };
  const numbers = { '--operations': 'operations', '--rounds': 'rounds', '--sellers': 'sellers' };
  for (let place = 0; place < args.length; place += 1) {
    const argument = args[place] ?? '';
    if (argument === '--') continue;
    else if (argument === '--quick') Object.assign(options, { operations: 2_000, rounds: 3 });
    else if (argument === '--profile') options.profile = true;
    else if (argument === '--streams') options.streams = true;
    else if (argument in numbers) {
      const value = Number(args[(place += 1)]);
      if (!Number.isInteger(value) || value < 1 || value > 100_000)
        refuse(`${argument} takes a whole number from 1 to 100000`);
      Object.assign(options, { [numbers[argument as keyof typeof numbers]]: value });
    } else refuse(`Unknown option "${argument}"`);
  }
  return options;
}

function refuse(problem: string): never {
  console.error(`${problem}. npm run bench -- --help lists what there is.`);
  process.exit(2);
}

async function bundle(root: string): Promise<void> {
  await build({
    absWorkingDir: join(root, 'bench'),
    entryPoints: entries,
    outdir: join(root, 'dist', 'bench'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    conditions: ['@adcp-orchestrator/source'],
    plugins: [
      {
        name: 'external-packages',
        setup: (bundling) => {
          bundling.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' ? null : { path, external: true },
          );
        },
      },
    ],
  });
}

/** @returns its exit code */
function measure({
  root,
  program,
  context,
  interrupt,
}: {
  root: string;
  /** Its name below dist/bench. */
  program: string;
  context: object;
  interrupt: Interrupt;
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist/bench', program)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, BENCH_CONTEXT: JSON.stringify(context) },
      detached: true, // a Ctrl-C in the terminal reaches this process, which ends everything in order
    });
    void interrupt.requested.then(() => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), childStopMs).unref();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 30_000 });
  try {
    await client.connect();
    await client.query(statement);
  } catch (error) {
    throw new ProvisioningError(
      `The embedded Postgres could not be set up to count statements: ${messageOf(error)}`,
      'Set DATABASE_URL to a server of your own.',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}
