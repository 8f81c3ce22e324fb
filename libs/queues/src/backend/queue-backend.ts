import {
  type BackendFactory,
  Queue,
  type QueueOptions,
  type RedisQueueBackend,
  type WorkerOptions,
  createPostgresBackend,
} from 'bullmq';
import type { HintKind } from '@adcp-orchestrator/domain';
import { type Log, NotReadyError, createPool } from '@adcp-orchestrator/platform';
import type { Pool } from 'pg';
import { hintPolicies } from '../catalog/hint-catalog';
import { RedisPulse } from './redis-pulse';

/** The schema of BullMQ's tables, when hints travel through Postgres. */
export const QUEUE_SCHEMA = 'bullmq';

const REDIS_PREFIX = 'adcp';
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MAX_MS = 2_000;
/** Producers and one worker: the worker's LISTEN keeps one connection for itself. */
const POOL_SIZE = 5;

export interface QueueBackendOptions {
  /** null: hints travel through Postgres. */
  redisUrl: string | null;
  databaseUrl: string;
  /** The app's name. */
  name: string;
  log: Log;
  /** Keyspace on a shared Redis; only tests need their own. */
  redisPrefix?: string;
}

type AnyBackend = BackendFactory<RedisQueueBackend>;
type Connected = Pick<QueueOptions, 'connection' | 'prefix'>;

/**
 * Where hints travel: Redis when `REDIS_URL` is given, else BullMQ's own tables in Postgres. Both have the same API;
 * this is the only place that knows which one it is. Close it after every queue and worker made from it.
 */
export class QueueBackend {
  readonly kind: 'redis' | 'postgres';
  private readonly pool: Pool | null;
  private pulse: RedisPulse | null = null;

  constructor(private readonly options: QueueBackendOptions) {
    this.kind = options.redisUrl === null ? 'postgres' : 'redis';
    this.pool =
      options.redisUrl === null
        ? createPool({
            databaseUrl: options.databaseUrl,
            name: `${options.name}-queues`,
            max: POOL_SIZE,
            log: options.log,
            schema: QUEUE_SCHEMA,
          })
        : null;
  }

  /** For producers and for looking at the queue: fails fast when Redis is not there. */
  openQueue(kind: HintKind): Queue {
    const policy = hintPolicies[kind];
    const queue = new Queue(
      policy.queue,
      {
        ...this.connection({ maxRetriesPerRequest: 1, enableOfflineQueue: false }),
        defaultJobOptions: {
          attempts: policy.attempts,
          backoff: policy.backoff,
          removeOnComplete: policy.keepCompleted,
          removeOnFail: policy.keepFailed,
        },
        streams: { events: { maxLen: 1_000 } },
      },
      this.factory(),
    );
    queue.on('error', this.reporter(policy.queue));
    return queue;
  }

  /** What a BullMQ worker needs to connect; workers wait for Redis instead of failing. */
  workerOptions(kind: HintKind): { options: WorkerOptions; factory: AnyBackend } {
    const policy = hintPolicies[kind];
    return {
      options: {
        ...this.connection({ maxRetriesPerRequest: null }),
        concurrency: policy.concurrency,
        removeOnComplete: policy.keepCompleted,
        removeOnFail: policy.keepFailed,
        name: this.options.name,
      },
      factory: this.factory(),
    };
  }

  /**
   * Whether hints can travel: Redis answers, or the queues' tables are there.
   * @throws NotReadyError that says what to do
   */
  async check(): Promise<void> {
    const { redisUrl } = this.options;
    if (redisUrl !== null) {
      this.pulse ??= new RedisPulse(redisUrl);
      await this.pulse.check();
      return;
    }
    const found = await this.pool?.query<{ there: boolean }>(
      `SELECT to_regclass('${QUEUE_SCHEMA}.migration') IS NOT NULL AS there`,
    );
    if (found?.rows[0]?.there !== true) {
      throw new NotReadyError(
        'the tables of the queues are missing: run the migrator, with the same REDIS_URL (none) as the apps; the sweeps do the work meanwhile',
      );
    }
  }

  async close(): Promise<void> {
    this.pulse?.close();
    await this.pool?.end();
  }

  /** Lines about a datastore that is away come at most every ten seconds. */
  reporter(queue: string): (error: Error) => void {
    let quietUntil = 0;
    return (error) => {
      const now = Date.now();
      if (now < quietUntil) return;
      quietUntil = now + 10_000;
      this.options.log.warn(
        { err: error, queue, backend: this.kind },
        'the queue has a problem; the sweep goes on without it',
      );
    };
  }

  private factory(): AnyBackend {
    // BullMQ's classes are typed for Redis by default; only what both backends have is used here.
    return (this.pool === null ? undefined : createPostgresBackend) as unknown as AnyBackend;
  }

  private connection(redis: { maxRetriesPerRequest: number | null; enableOfflineQueue?: boolean }): Connected {
    if (this.pool !== null) return { connection: this.pool };
    return {
      prefix: this.options.redisPrefix ?? REDIS_PREFIX,
      connection: {
        url: this.options.redisUrl ?? undefined,
        connectTimeout: CONNECT_TIMEOUT_MS,
        retryStrategy: (times: number) => Math.min(times * 100, RECONNECT_MAX_MS),
        ...redis,
      },
    };
  }
}
