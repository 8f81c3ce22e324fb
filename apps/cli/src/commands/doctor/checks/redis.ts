import { Cluster, type Redis } from 'ioredis';
import { connectRedis, parseRedisUrl } from '@adcp-orchestrator/platform';
import { type Verdict, fail, ok, warn } from '../finding';

const CONNECT_TIMEOUT_MS = 3_000;
const COMMAND_TIMEOUT_MS = 3_000;
const LEAST_VERSION = [6, 2] as const;
const NEARLY_ALL = 0.9;

/** A look at the Redis of an installation: at one server, or at each master of a cluster. It does not connect twice. */
export class RedisLook {
  private readonly redis: Redis | Cluster;
  private lastError: Error | null = null;
  private opening: Promise<void> | null = null;

  constructor(private readonly url: string) {
    this.redis = connectRedis(url, {
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      socketTimeout: CONNECT_TIMEOUT_MS + COMMAND_TIMEOUT_MS,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      lazyConnect: true,
    });
    this.redis.on('error', (error: Error) => {
      this.lastError = error;
    });
  }

  /** @throws why no connection came about */
  async masters(): Promise<{ name: string; server: Redis }[]> {
    try {
      await (this.opening ??= this.redis.connect());
    } catch (error) {
      // "Connection is closed" says less than what came before it.
      throw deepest(this.lastError ?? error);
    }
    if (!(this.redis instanceof Cluster)) return [{ name: 'Redis', server: this.redis }];
    return this.redis.nodes('master').map((server) => ({
      name: `${server.options.host ?? ''}:${server.options.port ?? ''}`,
      server,
    }));
  }

  /** Whether each master is set up as the queues need it. */
  async judge(): Promise<Verdict[]> {
    const { kind } = parseRedisUrl(this.url);
    const masters = await this.masters();
    const verdicts = await Promise.all(
      masters.map(async ({ name, server }) => {
        const info = factsOf(await server.info());
        return judgeServer(info, kind).map((verdict) => (kind === 'cluster' ? { ...verdict, about: name } : verdict));
      }),
    );
    return [...(await this.judgeCluster()), ...verdicts.flat()];
  }

  close(): void {
    this.redis.disconnect();
  }

  private async judgeCluster(): Promise<Verdict[]> {
    if (!(this.redis instanceof Cluster)) return [];
    const state = factsOf(await this.redis.cluster('INFO'))['cluster_state'];
    if (state === 'ok') return [];
    return [
      fail(
        `the cluster is in the state "${state ?? 'unknown'}": some keys have no master`,
        'See "redis-cli --cluster check" of one of its nodes.',
      ),
    ];
  }
}

type Facts = Readonly<Record<string, string>>;

function factsOf(text: string): Facts {
  return Object.fromEntries(
    text.split(/\r?\n/).flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 || line.startsWith('#') ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
    }),
  );
}

/** @returns what is wrong with a server; one verdict when nothing is */
function judgeServer(facts: Facts, kind: 'single' | 'cluster' | 'sentinel'): Verdict[] {
  const { redis_version: version = '0', maxmemory_policy: policy = '', role = '', aof_enabled: aof } = facts;
  const wrong: (Verdict | false)[] = [
    isBefore(version) && fail(`version ${version}`, `Upgrade Redis to ${LEAST_VERSION.join('.')} or later.`),
    policy !== '' &&
      policy !== 'noeviction' &&
      fail(`maxmemory-policy is ${policy}: a full Redis drops keys of the queues`, 'Set maxmemory-policy noeviction.'),
    role !== 'master' && fail('it is a replica and takes no writes', 'Let REDIS_URL name the master.'),
    kind === 'single' &&
      facts['cluster_enabled'] === '1' &&
      fail('it is a node of a cluster', 'Write REDIS_URL as redis+cluster://host1,host2 (docs/redis.md).'),
    ...fillings(facts),
    kind !== 'single' &&
      facts['connected_slaves'] === '0' &&
      warn('the master has no replica: nothing takes its place', 'Start a replica, or see why it does not follow.'),
    aof === '0' &&
      warn(
        'the append-only file is off: a restart forgets delayed hints, and the sweeps find their rows',
        'Set appendonly yes, with appendfsync everysec, if work shall go on at once.',
      ),
  ];
  const verdicts = wrong.filter((verdict) => verdict !== false);
  return verdicts.length > 0
    ? verdicts
    : [ok(`version ${version}, ${policy === '' ? 'policy not shown' : policy}, append-only file on`)];
}

function fillings(facts: Facts): (Verdict | false)[] {
  const [used, most] = [Number(facts['used_memory']), Number(facts['maxmemory'])];
  const [clients, mostClients] = [Number(facts['connected_clients']), Number(facts['maxclients'])];
  return [
    most > 0 &&
      used >= most * NEARLY_ALL &&
      warn(
        `${mib(used)} of ${mib(most)} MiB are used: a full Redis refuses hints`,
        'Raise maxmemory, or see what else is in it.',
      ),
    mostClients > 0 &&
      clients >= mostClients * NEARLY_ALL &&
      warn(`${clients} of ${mostClients} clients are connected`, 'Raise maxclients (docs/connections.md).'),
  ];
}

const mib = (bytes: number): number => Math.round(bytes / 1_048_576);

function isBefore(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1]);
}

/** The error of a cluster or of sentinels holds the one of the server that was asked last. */
function deepest(error: unknown): unknown {
  const inner = error instanceof Error && 'lastNodeError' in error ? error.lastNodeError : undefined;
  return inner instanceof Error ? inner : error;
}
