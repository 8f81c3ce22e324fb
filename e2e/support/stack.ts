import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase, freePort } from '@adcp-orchestrator/testing';
import { ApiClient } from './api-client';
import { startApp } from './app-process';
import type { PgBouncer } from './pg-bouncer';
import type { Exit, ManagedProcess } from './managed-process';
import type { QueueBackendUnderTest } from './queue-backends';
import { claimRedisKeyspace, type RedisKeyspace } from './redis-keyspace';
import { type Service, type WorkerForm, servicesOf } from './services';

const migrationMs = 60_000;
/** How long a part may take that ends by itself. A start that fails takes long on a busy machine. */
const endMs = 60_000;
/** A process that stands still answers when it goes on. */
const answerMs = 60_000;

/** Quick, except where the webhook must settle a buy: there no question comes in time to do it. */
const timings = {
  POLL_INITIAL_SECONDS: '0.3',
  POLL_FACTOR: '1.2',
  POLL_MAX_SECONDS: '1',
  POLL_WITH_WEBHOOK_SECONDS: '3600',
  SWEEP_SECONDS: '1',
  LEASE_SECONDS: '5',
  LATE_WATCH_SECONDS: '1',
  RECONCILE_SECONDS: '3600',
};

export interface StackOptions {
  queue: QueueBackendUnderTest;
  /** Absent: apart. */
  workers?: WorkerForm;
  /** Variables of the environment that differ from the suite's. */
  env?: Record<string, string>;
  /** An empty database for it, dropped with it; absent: one of the suite's server. */
  database?: TestDatabase;
  /** The workspace of an earlier release, which migrates and runs. It needs a `database`. Absent: this one. */
  release?: string;
  /** What stands before Postgres. */
  pooler?: PgBouncer;
  /** Starts the processes on an empty database, and does not wait for them. The test migrates. */
  empty?: boolean;
}

/** An answer that was read to its end. */
export interface HttpAnswer {
  status: number;
  text: string;
}

/** What `/readyz` of a process answers. */
export interface ProbeAnswer {
  code: number;
  status: string;
  checks: Record<string, { status: string; detail?: string }>;
}

/** The product as it runs: the migrator once, then its processes, on its own database. */
export class Stack {
  private readonly running = new Map<Service, ManagedProcess>();
  private readonly past: ManagedProcess[] = [];

  private constructor(
    readonly services: readonly Service[],
    readonly database: TestDatabase,
    private readonly redis: RedisKeyspace | undefined,
    private readonly env: Record<string, string>,
    private readonly apiPort: number,
    private readonly release?: string,
    /** Whether the database and the keyspace are another stack's. */
    private readonly isGuest = false,
  ) {}

  /** @throws Error when a part does not get ready; whatever was started by then is stopped */
  static async start({
    queue,
    workers = 'apart',
    env = {},
    pooler,
    database: given,
    release,
    empty = false,
  }: StackOptions): Promise<Stack> {
    const database = given ?? (await createTestDatabase());
    const redis = queue.redisUrl === undefined || queue.isOwn ? undefined : await claimRedisKeyspace(queue.redisUrl);
    const redisUrl = redis?.url ?? queue.redisUrl;
    const apiPort = await freePort();
    const stack = new Stack(
      servicesOf(workers),
      database,
      redis,
      {
        DATABASE_URL: pooler?.urlOf(database.url) ?? database.url,
        ...(pooler && { DATABASE_DIRECT_URL: database.url }),
        ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
        HOST: '127.0.0.1',
        PORT: String(apiPort),
        PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
        INTERNAL_PORT: '0',
        CREDENTIALS_KEY: randomBytes(32).toString('base64'),
        BOOTSTRAP_API_KEY: randomBytes(24).toString('hex'),
        ALLOW_PRIVATE_NETWORKS: '1',
        ...timings,
        ...env,
      },
      apiPort,
      release,
    );
    try {
      if (empty) {
        await database.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
        for (const service of stack.services) stack.launch(service);
        return stack;
      }
      await stack.migrate();
      await stack.startAll();
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  /** Where its hints travel; undefined: through Postgres. */
  get redisUrl(): string | undefined {
    return this.redis?.url;
  }

  /** The processes of this release on the same datastores, not started yet. Stop it before this stack. */
  async beside(): Promise<Stack> {
    const apiPort = await freePort();
    const env = { ...this.env, PORT: String(apiPort), PUBLIC_URL: `http://127.0.0.1:${apiPort}` };
    return new Stack(this.services, this.database, this.redis, env, apiPort, undefined, true);
  }

  get url(): string {
    return `http://127.0.0.1:${this.apiPort}`;
  }

  /** The key of the platform's admin, who is the first tenant's admin too. */
  get platformKey(): string {
    return this.env['BOOTSTRAP_API_KEY'] ?? '';
  }

  /** The desk's REST client, with the first admin's key. */
  get desk(): ApiClient {
    return new ApiClient(this.url, this.platformKey);
  }

  /** The running process of a service, or its last one. */
  part(service: Service): ManagedProcess {
    const part = this.running.get(service);
    if (part === undefined) throw new Error(`${service} was never started`);
    return part;
  }

  /** Starts a part that ends by itself. @returns how it ended */
  async runToItsEnd(service: Service, env: Record<string, string>): Promise<Exit> {
    return await this.launch(service, env).end(endMs);
  }

  /** Ends a part at any instruction. */
  async kill(service: Service): Promise<void> {
    await this.part(service).kill();
  }

  /** @returns the exit code after SIGTERM; null when it had to be killed or died of a signal */
  async terminate(service: Service): Promise<number | null> {
    return (await this.part(service).stop())?.code ?? null;
  }

  /** SIGKILL to all parts at once. */
  async killAll(): Promise<void> {
    await Promise.all([...this.running.values()].map((part) => part.kill()));
  }

  /** Starts the parts that do not run, and waits until all are ready. */
  async startAll(): Promise<void> {
    const stopped = this.services.filter(
      (service) => this.running.get(service)?.exit !== undefined || !this.running.has(service),
    );
    await Promise.all(
      stopped.map((service) => (service === 'intake-api' ? this.startApi() : this.startWorker(service))),
    );
  }

  /**
   * SIGTERM to all, SIGKILL to those that do not end. Then the database is dropped.
   * @returns how each part ended: it should be 0
   */
  async stop(): Promise<Record<string, number | null>> {
    const codes: Record<string, number | null> = {};
    await Promise.all(
      [...this.running].map(async ([service, part]) => {
        if (part.exit === undefined) codes[service] = (await part.stop())?.code ?? null;
      }),
    );
    for (const part of [...this.past, ...this.running.values()]) part.reportIfFailed();
    this.running.clear();
    if (!this.isGuest) {
      await this.redis?.release();
      await this.database.drop();
    }
    return codes;
  }

  /** @returns what the internal listener of a part answers; undefined while there is none, or no answer */
  async ask(service: Service, path: '/readyz' | '/metrics'): Promise<HttpAnswer | undefined> {
    const port = this.part(service).internalPort;
    return port === undefined ? undefined : await answerOf(`http://127.0.0.1:${port}${path}`);
  }

  /** @returns each part's answer to a probe, by name; undefined for one that does not listen yet, or answer */
  async probe(): Promise<Record<Service, ProbeAnswer | undefined>> {
    const answers = await Promise.all(
      this.services.map(async (service) => {
        const answer = await this.ask(service, '/readyz');
        if (answer === undefined) return [service, undefined] as const;
        const body = JSON.parse(answer.text) as Omit<ProbeAnswer, 'code'>;
        return [service, { ...body, code: answer.status }] as const;
      }),
    );
    return Object.fromEntries(answers) as Record<Service, ProbeAnswer | undefined>;
  }

  async migrate(): Promise<void> {
    const migrator = this.startMigrator();
    const exit = await migrator.end(migrationMs);
    if (exit.code !== 0) throw new Error(`the migrator failed:\n${migrator.output.join('\n')}`);
  }

  startMigrator(): ManagedProcess {
    const migrator = startApp('migrator', this.env, [], this.release);
    this.past.push(migrator);
    return migrator;
  }

  private async startApi(): Promise<void> {
    const api = this.launch('intake-api');
    await api.ready('/readyz', () => answersOk(`${this.url}/readyz`));
  }

  private async startWorker(service: Service): Promise<void> {
    const worker = this.launch(service);
    await worker.ready('/readyz', async () => {
      const port = worker.internalPort;
      return port === undefined ? undefined : await answersOk(`http://127.0.0.1:${port}/readyz`);
    });
  }

  private launch(service: Service, env: Record<string, string> = {}): ManagedProcess {
    const before = this.running.get(service);
    if (before) this.past.push(before);
    const part = startApp(service, { ...this.env, ...env }, [], this.release);
    this.running.set(service, part);
    return part;
  }
}

/** @returns undefined when there is none: who waits for one asks again */
export async function answerOf(url: string): Promise<HttpAnswer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

async function answersOk(url: string): Promise<true | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok ? true : undefined;
  } catch {
    return undefined; // not listening yet: the caller's bound says for how long that is fine
  }
}
