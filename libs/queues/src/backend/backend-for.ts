import { type BackendFactory, type RedisQueueBackend, isPgPool } from 'bullmq';

/**
 * BullMQ's classes are typed for Redis; only what both backends have is used.
 * @returns `onPostgres` for a pool of Postgres; nothing for options of Redis, which is BullMQ's own choice
 */
export function backendFor(connection: unknown, onPostgres: unknown): BackendFactory<RedisQueueBackend> {
  return (isPgPool(connection) ? onPostgres : undefined) as BackendFactory<RedisQueueBackend>;
}
