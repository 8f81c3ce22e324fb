import pg from 'pg';
import { startEmbeddedPostgres } from '../datastore/embedded-postgres';
import { hasRedisServer, startPrivateRedis } from '../datastore/private-redis';
import { createTemporaryDatabase } from '../datastore/temporary-database';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';

export interface BenchPlace {
  root: string;
  /** Of this run, for what it starts. */
  directory: string;
  say: (line: string) => void;
  record: (name: string, pid: number) => void;
  signal: AbortSignal;
  /** What to end, the last started first. */
  stops: (() => Promise<void>)[];
}

export interface BenchDatastores {
  /** Makes a database of the bench's own, which goes with what `stops` ends. @returns its URL */
  database: (prefix: string, stops: BenchPlace['stops']) => Promise<string>;
  /** @returns the URL of a Redis database of its own for a service, while there are such; undefined: there is no Redis */
  redis: () => string | undefined;
  /** From now on the server counts what planning costs too, if it may be told so. */
  countPlanning: () => Promise<void>;
}

/** As many as a Redis has unless it is told otherwise. */
const REDIS_DATABASES = 16;

/** The servers that DATABASE_URL and REDIS_URL name, or private ones. */
export async function startDatastores(place: BenchPlace): Promise<BenchDatastores> {
  const server = process.env['DATABASE_URL'] || (await startPostgres(place));
  const redisUrl = process.env['REDIS_URL'] || (await startRedis(place));
  if (!redisUrl)
    place.say('NOTE: no redis-server on this machine and no REDIS_URL: the hints travel through Postgres.');
  let services = 0;
  return {
    redis: () => {
      if (!redisUrl) return undefined;
      services += 1;
      return withDatabase(redisUrl, (services - 1) % REDIS_DATABASES);
    },
    countPlanning: async () => {
      try {
        await execute(server, 'ALTER SYSTEM SET pg_stat_statements.track_planning = on');
        await execute(server, 'SELECT pg_reload_conf()');
      } catch (error) {
        place.say(`NOTE: what planning costs is not counted: ${messageOf(error)}`);
      }
    },
    database: async (prefix, stops) => {
      const made = await createTemporaryDatabase(server, prefix);
      stops.unshift(made.drop);
      return made.url;
    },
  };
}

/** A durable Postgres of our own that counts statements. Preloading the extension takes a second start. */
async function startPostgres({ root, directory, say, record, signal, stops }: BenchPlace): Promise<string> {
  const start = () =>
    startEmbeddedPostgres({
      root,
      directory,
      durable: true,
      database: 'postgres',
      say,
      onStart: (pid) => {
        record('postgres', pid);
      },
      signal,
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

async function startRedis({ directory, record, signal, stops }: BenchPlace): Promise<string | undefined> {
  if (!hasRedisServer()) return undefined;
  const redis = await startPrivateRedis({
    directory,
    onStart: (pid) => {
      record('redis', pid);
    },
    signal,
  });
  stops.unshift(redis.stop);
  return redis.url;
}

function withDatabase(redisUrl: string, index: number): string {
  const url = new URL(redisUrl);
  url.pathname = `/${index}`;
  return url.toString();
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
