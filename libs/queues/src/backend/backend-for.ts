import { type BackendFactory, RedisConnection, type RedisQueueBackend, createIORedisClient, isPgPool } from 'bullmq';
import { type RedisManners, connectRedis, parseRedisUrl } from '@adcp-orchestrator/platform';

/** What `QueueBackend` gives BullMQ to connect to Redis with. */
export type RedisQueueConnection = RedisManners & { url: string };

// BullMQ itself connects to one server only. It would take a made connection too, but then closes none.
// It adds a host and a port of its own choice to the options. The URL and what it leads to go before them.
RedisConnection.clientFactory = (options) => {
  const { url, ...manners } = options as RedisQueueConnection;
  return createIORedisClient(connectRedis(url, manners));
};

/**
 * BullMQ's classes are typed for Redis; only what both backends have is used.
 * @returns `onPostgres` for a pool of Postgres; nothing for options of Redis, which is BullMQ's own choice
 */
export function backendFor(connection: unknown, onPostgres: unknown): BackendFactory<RedisQueueBackend> {
  return (isPgPool(connection) ? onPostgres : undefined) as BackendFactory<RedisQueueBackend>;
}

/** The options of a queue, or of the worker on it, with the prefix of its keys. */
export function inItsPlace<T extends { connection: unknown; prefix?: string }>(queue: string, options: T): T {
  const { connection, prefix } = options;
  const { url } = connection as Partial<RedisQueueConnection>;
  return url === undefined || prefix === undefined ? options : { ...options, prefix: prefixOf(queue, { url, prefix }) };
}

/**
 * BullMQ's scripts touch many keys of a queue at once. So on a cluster all of them must be on one node, which braces in
 * their names say. Each queue has a place of its own, so that nodes share the queues.
 * @param prefix of the keys of all queues; or of this one, as Nest hands it from a queue to its worker
 * @returns the prefix of the keys of one queue
 */
export function prefixOf(queue: string, { url, prefix }: { url: string; prefix: string }): string {
  return parseRedisUrl(url).kind === 'cluster' && !prefix.startsWith('{') ? `{${prefix}-${queue}}` : prefix;
}
