import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import { ensureBootstrap } from '@adcp-orchestrator/access';
import type { HintKind } from '@adcp-orchestrator/domain';
import { checkSchema } from '@adcp-orchestrator/ledger';
import { type Config, PlatformModule, createLogger, parseEnvironment } from '@adcp-orchestrator/platform';
import { HintQueue, QueueBackend, hintKinds, migrateQueueSchema, queueOptionsOf } from '@adcp-orchestrator/queues';
import { TestClock, type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { NotifierModule } from '@adcp-orchestrator/worker-roles/notifier';
import { PollerModule } from '@adcp-orchestrator/worker-roles/poller';
import { SubmitterModule } from '@adcp-orchestrator/worker-roles/submitter';
import { createApi } from '../../apps/intake-api/src/create-api';
import { type SandboxSeller, startSandboxSeller } from '../../apps/sandbox-seller/src/server';
import type { NotificationJson } from '../support/subscriber';
import type { OperationJson } from '../support/api-client';
import type { QueueBackendUnderTest } from '../support/queue-backends';
import { type RedisKeyspace, claimRedisKeyspace } from '../support/redis-keyspace';
import { patienceMs, until } from '../support/until';

/** An operation with the instants that time is about. */
export interface TimedOperation extends OperationJson {
  created_at: string;
  deadline_at: string;
  next_poll_at: string | null;
}

const POOL_SIZE = 6;
const workers = { submitter: SubmitterModule, poller: PollerModule, notifier: NotifierModule } as const;
type WorkerName = keyof typeof workers;

@Module({})
class RootModule {}

/**
 * The whole service in this process, from the very modules that its processes run. Datastores and the publisher are
 * real, and the test moves the one clock. Only the sweeps and the queue itself go by real time.
 */
export class OneClock {
  readonly clock = new TestClock(new Date());
  readonly notified: NotificationJson[] = [];
  private readonly running = new Map<WorkerName, INestApplicationContext>();
  private readonly key = randomBytes(24).toString('hex');
  private orders = 0;

  private constructor(
    readonly database: TestDatabase,
    private readonly redis: RedisKeyspace | undefined,
    readonly sandbox: SandboxSeller,
    private readonly receiver: Server,
    private readonly config: Config,
    private api: NestFastifyApplication | null,
    private url: string,
  ) {}

  static async start(queue: QueueBackendUnderTest): Promise<OneClock> {
    const database = await createTestDatabase();
    await migrateQueueSchema(database.pool);
    const redis = queue.redisUrl === undefined ? undefined : await claimRedisKeyspace(queue.redisUrl);
    const sandbox = await startSandboxSeller({ port: 0 });
    const receiver = createServer();
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const config = parseEnvironment({
      DATABASE_URL: database.url,
      ...(redis && { REDIS_URL: redis.url }),
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      ALLOW_PRIVATE_NETWORKS: '1',
      PUBLIC_URL: 'https://orchestrator.example',
      LOG_LEVEL: 'silent',
    });
    const service = new OneClock(database, redis, sandbox, receiver, config, null, '');
    await service.open();
    return service;
  }

  /** Starts the worker processes anew. Their first sweeps come at once. */
  async startWorkers(sweepSeconds: number, names: readonly WorkerName[] = ['submitter', 'poller', 'notifier']) {
    for (const name of names) this.running.set(name, await this.startProcess(name, [workers[name]], sweepSeconds));
  }

  /** Starts one process with all three roles. `stopWorkers` ends it. */
  async startTogether(sweepSeconds: number): Promise<void> {
    this.running.set('submitter', await this.startProcess('workers', Object.values(workers), sweepSeconds));
  }

  /** Stops workers as SIGTERM would. */
  async stopWorkers(names: readonly WorkerName[] = ['submitter', 'poller', 'notifier']): Promise<void> {
    for (const name of names) {
      await this.running.get(name)?.close();
      this.running.delete(name);
    }
  }

  async stop(): Promise<void> {
    await this.stopWorkers();
    await this.api?.close();
    await this.sandbox.close();
    this.receiver.closeAllConnections();
    await new Promise((resolve) => this.receiver.close(resolve));
    await this.redis?.release();
    await this.database.drop();
  }

  /** Does something to every queue, like an operator who holds a connection to it. */
  async withQueues(work: (queue: Queue, kind: HintKind) => Promise<void>): Promise<void> {
    const { redisUrl, databaseUrl } = this.config;
    const backend = new QueueBackend({ redisUrl, databaseUrl, name: 'test', log: createLogger('test', 'silent') });
    try {
      for (const kind of hintKinds) {
        const { name, ...options } = queueOptionsOf(kind);
        const queue = new HintQueue(name, { ...backend.shared, ...options });
        await queue.waitUntilReady();
        await work(queue, kind);
        await queue.close();
      }
    } finally {
      await backend.close();
    }
  }

  /** Adds a publisher of the sandbox, or one at another address. @returns the path of its webhooks */
  async addSeller(id: string, more: Record<string, unknown> = {}): Promise<string> {
    const seller = await this.post<{ webhook_urls: { hitl_tasks: string } }>('/v1/sellers', {
      id,
      name: id,
      dialect: 'hitl-v1',
      agent_url: `${this.sandbox.url}/hitl-v1/${id}/mcp`,
      auth: { scheme: 'header', header: 'x-adcp-auth', token: 'sandbox-token' },
      ...more,
    });
    return new URL(seller.webhook_urls.hitl_tasks).pathname;
  }

  buy(sellerId: string, scenario: string, more: Record<string, unknown> = {}): Promise<TimedOperation> {
    this.orders += 1;
    return this.order(sellerId, 'create_media_buy', {
      request: { packages: ['premium_sports'], total_budget: 1_000, po_number: `${scenario}-time-${this.orders}` },
      ...more,
    });
  }

  order(sellerId: string, type: string, more: Record<string, unknown>): Promise<TimedOperation> {
    return this.post<TimedOperation>('/v1/operations', { type, seller_id: sellerId, user_id: 'trader@desk', ...more });
  }

  async read(id: string): Promise<TimedOperation> {
    return this.call<TimedOperation>('GET', `/v1/operations/${id}`);
  }

  /** Waits, by real time, until the operation is in this status. */
  reaches(id: string, status: string, timeoutMs = patienceMs): Promise<TimedOperation> {
    let last = '';
    return until(
      `operation ${id} to be ${status}`,
      async () => {
        const operation = await this.read(id);
        last = operation.status;
        return operation.status === status ? operation : undefined;
      },
      { everyMs: 25, timeoutMs, seen: () => `it is ${last}` },
    );
  }

  /** Waits, by real time, until the desk was told. */
  told(id: string, type: string, timeoutMs = patienceMs): Promise<NotificationJson> {
    return until(`${type} for ${id}`, () => this.notified.find((one) => one.operation_id === id && one.type === type), {
      everyMs: 25,
      timeoutMs,
      seen: () => `told: ${this.notified.map((one) => one.type).join(', ')}`,
    });
  }

  /** The publisher's people approve. */
  async approve(taskId: string): Promise<void> {
    const response = await fetch(`${this.sandbox.url}/control/tasks/${taskId}/approve`, { method: 'POST', body: '{}' });
    if (!response.ok) throw new Error(`the task was not approved: ${await response.text()}`);
  }

  /** A webhook as the publisher would sign it now. @returns the status of the answer */
  async webhook(path: string, secret: string, body: unknown): Promise<number> {
    const raw = JSON.stringify(body);
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${raw}`).digest('hex');
    const response = await fetch(this.url + path, {
      method: 'POST',
      body: raw,
      headers: {
        'content-type': 'application/json',
        'x-adcp-timestamp': timestamp,
        'x-adcp-signature': `sha256=${signature}`,
      },
    });
    return response.status;
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  private startProcess(name: string, modules: Type[], sweepSeconds: number): Promise<INestApplicationContext> {
    const platform = PlatformModule.forRoot({
      name,
      config: { ...this.config, sweepSeconds },
      logger: createLogger(name, 'silent'),
      poolSize: POOL_SIZE,
      checkSchema,
      clock: this.clock,
    });
    const root = { module: RootModule, imports: [platform, ...modules] };
    return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  }

  private async open(): Promise<void> {
    await ensureBootstrap(this.database.pool, { bootstrapKey: this.key });
    const logger = createLogger('intake-api', 'silent');
    this.api = await createApi({ config: this.config, logger, clock: this.clock });
    await this.api.listen(0, '127.0.0.1');
    this.url = (await this.api.getUrl()).replace('[::1]', '127.0.0.1');
    this.receiver.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.notified.push(JSON.parse(Buffer.concat(chunks).toString()) as NotificationJson);
        response.writeHead(204).end();
      });
    });
    const { port } = this.receiver.address() as AddressInfo;
    await this.post('/v1/subscriptions', { url: `http://127.0.0.1:${port}/` });
  }
}
