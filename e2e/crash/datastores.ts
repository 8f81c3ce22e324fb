import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client, Pool } from 'pg';
import { nameDatabase } from '@adcp-orchestrator/ledger';
import { resolveDataDir } from '../../tools/datastore/data-dir';
import { startEmbeddedPostgres } from '../../tools/datastore/embedded-postgres';
import { hasRedisServer, startPrivateRedis } from '../../tools/datastore/private-redis';
import { takeFreshDirectory } from '../../tools/datastore/run-directory';
import { processRecord } from '../../tools/supervisor/leftovers';
import { until } from '../support/until';
import { workspaceRoot } from '../support/workspace';

type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>;
type RedisServer = Awaited<ReturnType<typeof startPrivateRedis>>;

/** Like servers that an administrator restarts: they come back soon, however often they are restarted. */
const backAfter = (ms: number) => ({ firstMs: ms, maximumMs: ms, factor: 1, shrinkEveryMs: 10_000 });
/** A server that the case before has struck is back by then. */
const backMs = 20_000;

/** How often a look at the ledger is repeated while its server is being restarted. */
const LOOKS = 60;

/**
 * Postgres and Redis servers of the run's own, on free ports of loopback, to be killed at will. What Postgres has
 * committed is durable here, as in production. If commits waited for nothing, a restart would lose them.
 */
export class Datastores {
  private redisServer: RedisServer | undefined;
  private databases = 0;
  private readonly templates = new Set<string>();
  /** The same in every database, because all are copies of one. */
  readonly secrets = {
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    BOOTSTRAP_API_KEY: randomBytes(24).toString('hex'),
  };

  private constructor(
    readonly directory: string,
    private readonly postgres: Server,
    private readonly release: () => void,
    private readonly recordProcess: (name: string, pid: number) => void,
  ) {}

  static async start(say: (line: string) => void, signal: AbortSignal): Promise<Datastores> {
    const dataDir = resolveDataDir({ root: workspaceRoot, env: { ...process.env, DATABASE_URL: undefined }, say });
    const { path, release } = await takeFreshDirectory(dataDir, 'test', say);
    const record = processRecord(path);
    try {
      const postgres = await startEmbeddedPostgres({
        root: workspaceRoot,
        directory: path,
        durable: true,
        database: 'postgres',
        signal,
        restartPause: backAfter(500),
        onStart: (pid) => {
          record('postgres', pid);
        },
      });
      return new Datastores(path, postgres, release, record);
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * Makes a new database with the schema and the first key. Drops the one of the case before.
   * @param migrate makes the schema in the database of that URL; called once for each kind, because the rest are copies
   * @returns its URL
   */
  async createDatabase(kind: string, migrate: (url: string) => Promise<void>): Promise<string> {
    const template = `migrated_${kind}`;
    if (!this.templates.has(kind)) {
      await this.administer(`DROP DATABASE IF EXISTS ${template}`, `CREATE DATABASE ${template}`);
      await migrate(this.urlOf(template));
      this.templates.add(kind);
    }
    const before = `crash_${this.databases}`;
    const name = `crash_${++this.databases}`;
    await this.administer(
      `DROP DATABASE IF EXISTS ${before} WITH (FORCE)`,
      `CREATE DATABASE ${name} TEMPLATE ${template}`,
    );
    const url = this.urlOf(name);
    await this.adopt(url);
    return url;
  }

  /** The service works on this copy of the template. */
  private async adopt(url: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await nameDatabase(client);
    } finally {
      await client.end();
    }
  }

  private async administer(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  private urlOf(database: string): string {
    const url = new URL(this.postgres.url);
    url.pathname = `/${database}`;
    return url.toString();
  }

  /** @returns the URL of an empty Redis, without even the hints of the case before */
  async emptyRedisUrl(): Promise<string> {
    const url = await this.redisUrl();
    await until('Redis to be emptied', async () => ((await this.flushRedis()) ? true : undefined), {
      timeoutMs: backMs,
    });
    return url;
  }

  /** Like `pg_ctl restart -m immediate`: every backend dies where it is, and the server comes back by recovery. */
  restartPostgres(): boolean {
    return this.postgres.part.kill('SIGQUIT');
  }

  /** @throws Error when there is no redis-server on this machine */
  async redisUrl(): Promise<string> {
    if (!hasRedisServer())
      throw new Error('there is no redis-server on this machine: install it, or run with --queue postgres');
    this.redisServer ??= await startPrivateRedis({
      directory: this.directory,
      restartPause: backAfter(100),
      onStart: (pid) => {
        this.recordProcess('redis', pid);
      },
    });
    return this.redisServer.url;
  }

  /** Empties Redis at once. @returns whether Redis was there to be told so */
  async flushRedis(): Promise<boolean> {
    const redis = new Redis(await this.redisUrl(), {
      maxRetriesPerRequest: 0,
      connectTimeout: 1_000,
      retryStrategy: () => null,
    });
    redis.on('error', () => undefined); // it may be restarting: the answer below says so
    try {
      await redis.flushall();
      return true;
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }

  /** SIGKILL. Redis keeps nothing on disk, and comes back empty on the same port. */
  restartRedis(): boolean {
    return this.redisServer?.part.kill('SIGKILL') ?? false;
  }

  async stop(): Promise<void> {
    await this.redisServer?.stop();
    await this.postgres.stop();
    this.release();
  }
}

/** The test's own view of the ledger. It only reads, and is patient while the server is away. */
export class LedgerReader {
  private pool: Pool;

  constructor(url: string) {
    this.pool = poolOf(url);
  }

  async moveTo(url: string): Promise<void> {
    const left = this.pool;
    this.pool = poolOf(url);
    await left.end();
  }

  async rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    for (let look = 1; ; look += 1) {
      try {
        return (await this.pool.query<T>(text, values)).rows;
      } catch (error) {
        if (look >= LOOKS) throw error;
        await sleep(500);
      }
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

function poolOf(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined); // an idle connection died with its server; the next look opens another
  return pool;
}
