import type { QueueOptions } from 'bullmq';
import type { Pool } from 'pg';
import { type Log, NotReadyError, createPool } from '@adcp-orchestrator/platform';
import { hintPolicies } from '../catalog/hint-catalog';
import { type RedisQueueConnection, prefixOf } from './backend-for';
import { RedisPulse } from './redis-pulse';

/** The schema of BullMQ's tables, when hints travel through Postgres. */
export const QUEUE_SCHEMA = 'bullmq';

const REDIS_PREFIX = 'adcp';
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MAX_MS = 2_000;
const SILENCE_MS = 5_000;
/** For the senders and one worker. The worker's LISTEN keeps one connection for itself. */
export const QUEUE_POOL_SIZE = 5;

export interface QueueBackendOptions {
  /** null: hints travel through Postgres. */
  redisUrl: string | null;
  /** Of Postgres itself: each worker keeps a `LISTEN`. */
  databaseUrl: string;
  /** The app's name. */
  name: string;
  log: Log;
  /** Keyspace on a shared Redis; only tests need their own. */
  redisPrefix?: string;
}

/**
 * Where hints travel: Redis when `REDIS_URL` is given, else BullMQ's own tables in Postgres
 * ([ADR 4](../../../../docs/adr/0004-queue-backends.md)). Close it after every queue and worker that uses it.
 */
export class QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** What `BullModule` hands to every queue and worker. Queues fail fast when Redis is not there. */
  readonly shared: Pick<QueueOptions, 'connection' | 'prefix'>;
  private readonly pool: Pool | null;
  private pulse: RedisPulse | null = null;

  constructor(private readonly options: QueueBackendOptions) {
    const { redisUrl, databaseUrl, name, log, redisPrefix = REDIS_PREFIX } = options;
    if (redisUrl === null) {
      this.kind = 'postgres';
      this.pool = createPool({ databaseUrl, name: `${name}-queues`, max: QUEUE_POOL_SIZE, log, schema: QUEUE_SCHEMA });
      this.shared = { connection: this.pool };
    } else {
      this.kind = 'redis';
      this.pool = null;
      const connection: RedisQueueConnection = {
        url: redisUrl,
        connectTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: SILENCE_MS,
        retryStrategy: (times: number) => Math.min(times * 100, RECONNECT_MAX_MS),
        maxRetriesPerRequest: 1,
        enableOfflineQueue: false,
      };
      this.shared = { prefix: redisPrefix, connection };
    }
  }

  /**
   * Whether hints can travel: Redis answers, or the queues' tables are there.
   * @throws NotReadyError that says what to do
   */
  async check(): Promise<void> {
    const redis = this.redisPulse();
    if (redis !== null) {
      await redis.check();
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

  /**
   * Whether Redis keeps the queues' keys when its memory is full. Nothing is said of one that does not tell, nor of
   * Postgres.
   * @throws NotReadyError that says what to do
   */
  async checkPolicy(): Promise<void> {
    await this.redisPulse()?.checkPolicy();
  }

  private redisPulse(): RedisPulse | null {
    const { redisUrl, redisPrefix = REDIS_PREFIX } = this.options;
    if (redisUrl === null) return null;
    this.pulse ??= new RedisPulse(
      redisUrl,
      Object.values(hintPolicies).map(({ queue }) => prefixOf(queue, { url: redisUrl, prefix: redisPrefix })),
    );
    return this.pulse;
  }

  async close(): Promise<void> {
    this.pulse?.close();
    await this.pool?.end();
  }
}
