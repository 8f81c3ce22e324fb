import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { type RedisAddress, parseRedisUrl } from './redis-address';

/** How a user of Redis waits and gives up. The options are those of ioredis, for each server. */
export interface RedisManners extends Pick<
  RedisOptions,
  'connectTimeout' | 'commandTimeout' | 'maxRetriesPerRequest' | 'enableOfflineQueue' | 'lazyConnect' | 'connectionName'
> {
  retryStrategy: (times: number) => number | null;
  /**
   * A connection on which an answer does not come within so many milliseconds is dropped. A master that hangs or is cut
   * off closes none itself, so without this its successor would never be asked.
   */
  socketTimeout: number;
}

type ClusterAddress = Extract<RedisAddress, { kind: 'cluster' }>;
type SentinelAddress = Extract<RedisAddress, { kind: 'sentinel' }>;

const SENTINEL_TIMEOUT_MS = 2_000;
const SLOTS_TIMEOUT_MS = 2_000;
/** A master that was replaced without a sign is noticed after this time at the latest. */
const SLOTS_EVERY_MS = 2_000;
/** While a master is being replaced, a command that may wait is sent again this often, at this distance. */
const FAILOVER_TRIES = 16;
const FAILOVER_PAUSE_MS = 200;

/**
 * Opens a connection to the Redis that `REDIS_URL` names: to one server, to a cluster, or to the master that sentinels
 * know. It comes back by itself, on another server if the master was replaced. Errors come as events: listen to `error`.
 * @throws RedisUrlInvalidError
 */
export function connectRedis(url: string, manners: RedisManners): Redis | Cluster {
  const address = parseRedisUrl(url);
  switch (address.kind) {
    case 'single':
      return new Redis(address.url, { ...manners, reconnectOnError: isDemoted });
    case 'cluster':
      return connectCluster(address, manners);
    case 'sentinel':
      return connectThroughSentinels(address, manners);
  }
}

function connectCluster(
  { nodes, nat, tls, username, password }: ClusterAddress,
  { retryStrategy, enableOfflineQueue, lazyConnect, ...manners }: RedisManners,
): Cluster {
  const isImpatient = manners.maxRetriesPerRequest === 0;
  const pauseMs = isImpatient ? 0 : FAILOVER_PAUSE_MS;
  return new Cluster([...nodes], {
    redisOptions: { ...manners, username, password, ...(tls && { tls: {} }) },
    clusterRetryStrategy: retryStrategy,
    enableOfflineQueue,
    lazyConnect,
    natMap: { ...nat },
    // Node looks a name up at each connection, and TLS checks the name. ioredis would connect to an address instead.
    dnsLookup: (name, callback) => {
      callback(null, name);
    },
    slotsRefreshTimeout: SLOTS_TIMEOUT_MS,
    slotsRefreshInterval: SLOTS_EVERY_MS,
    maxRedirections: FAILOVER_TRIES,
    retryDelayOnFailover: pauseMs,
    retryDelayOnClusterDown: pauseMs,
  });
}

function connectThroughSentinels(
  { sentinels, master, database, sentinelLogin, nat, tls, username, password }: SentinelAddress,
  manners: RedisManners,
): Redis {
  return new Redis({
    ...manners,
    sentinels: [...sentinels],
    name: master,
    db: database,
    username,
    password,
    sentinelUsername: sentinelLogin.username,
    sentinelPassword: sentinelLogin.password,
    natMap: { ...nat },
    sentinelCommandTimeout: SENTINEL_TIMEOUT_MS,
    // No `failoverDetector`: news of a new master that come while ioredis connects again end the connection for ever.
    sentinelRetryStrategy: manners.retryStrategy,
    reconnectOnError: isDemoted,
    ...(tls && { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }),
  });
}

/** A master that became a replica keeps its connections. 2: connect again, and send the command again. */
function isDemoted(error: Error): false | 2 {
  return error.message.startsWith('READONLY') ? 2 : false;
}
