import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { freePort } from '@adcp-orchestrator/testing';
import { OwnRedis } from './own-redis';
import { until } from './until';

const run = promisify(execFile);

/** Every server asks for one, as in production. The second one is the sentinels' own. */
const password = 'redis-of-a-test';
const sentinelPassword = 'sentinel-of-a-test';
const master = 'orchestrator';
const answerMs = 1_000;
const nodes = 6;
const sentinels = 3;

export interface RedisGroupOptions {
  /**
   * A master that does not answer for this long is replaced. In production: 5 to 15 s. Where none is to be replaced, it
   * is longer than a busy machine makes a server stand still.
   */
  downMs?: number;
}

const soonMs = 1_500;

/** Redis servers of which one takes the place of another that fails. */
export interface RedisGroup {
  /** What `REDIS_URL` must say. */
  readonly url: string;
  /**
   * @param besides one that was the master before: waits until another has taken its place
   * @returns the master that holds a key
   */
  masterOf(key: string, besides?: OwnRedis): Promise<OwnRedis>;
  /**
   * Lets the replicas of a master hang, so that none can take its place.
   * @returns what lets them go on
   */
  holdBackReplicas(master: OwnRedis): Promise<() => void>;
  /** A server that was killed, or hangs, takes part again. Its place is taken, so it becomes a replica. */
  restore(server: OwnRedis): Promise<void>;
  stop(): Promise<void>;
}

export const redisGroups = { cluster: startCluster, sentinel: startWithSentinels } as const;
export type RedisGroupKind = keyof typeof redisGroups;

/** Three masters that share the keys, and a replica of each. */
async function startCluster({ downMs = soonMs }: RedisGroupOptions = {}): Promise<RedisGroup> {
  const directory = mkdtempSync(join(tmpdir(), 'redis-cluster-'));
  const servers = await Promise.all(Array.from({ length: nodes }, () => startNode(directory, downMs)));
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  await run('redis-cli', [
    ...['-a', password, '--no-auth-warning', '--cluster', 'create', ...addresses],
    ...['--cluster-replicas', '1', '--cluster-yes'],
  ]);
  const whole = async (): Promise<void> => {
    await until('the cluster to be whole', async () => {
      const seen = await Promise.all(servers.map((server) => ask(server, password, 'CLUSTER', 'NODES')));
      const states = await Promise.all(servers.map((server) => ask(server, password, 'CLUSTER', 'INFO')));
      const followed = await Promise.all(servers.map(follows));
      const isKnown = (text: unknown): boolean =>
        typeof text === 'string' && text.trim().split('\n').length === nodes && !/fail|handshake/.test(text);
      const isOk = states.every((text) => String(text).includes('cluster_state:ok'));
      return isOk && seen.every(isKnown) && followed.every(Boolean) ? true : undefined;
    });
  };
  await whole();
  return {
    url: `redis+cluster://:${password}@${addresses.slice(0, 3).join(',')}`,
    masterOf: (key, besides) =>
      until(`a master for ${key}`, async () => {
        const witnesses = servers.filter((server) => server.runs && server !== besides);
        const ports = await Promise.all(witnesses.map((server) => portOfKey(server, key)));
        const found = servers.find(({ port }) => port === ports[0]);
        return found !== besides && ports.every((port) => port === found?.port) ? found : undefined;
      }),
    holdBackReplicas: async (of) => {
      const replicas = await replicasOf(of, servers);
      // Otherwise one that hung for long would leave the place empty.
      for (const replica of replicas)
        await ask(replica, password, 'CONFIG', 'SET', 'cluster-replica-validity-factor', '0');
      return hang(replicas);
    },
    restore: async (server) => {
      server.resume();
      await server.start();
      await whole();
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function startNode(parent: string, downMs: number): Promise<OwnRedis> {
  const bus = await freePort();
  return await OwnRedis.start((port) => {
    const directory = join(parent, String(port));
    mkdirSync(directory);
    return [
      ...loginIn(directory),
      ...['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', String(downMs)],
    ];
  });
}

/** @returns the port of the master that a server knows for a key; undefined when it knows none, or does not answer */
async function portOfKey(server: OwnRedis, key: string): Promise<number | undefined> {
  const slot = Number(await ask(server, password, 'CLUSTER', 'KEYSLOT', key));
  const ranges = (await ask(server, password, 'CLUSTER', 'SLOTS')) as [number, number, [string, number]][] | undefined;
  return ranges?.find(([from, to]) => from <= slot && slot <= to)?.[2][1];
}

/** A master with one replica, and three sentinels, of which two must agree that the master is gone. */
async function startWithSentinels({ downMs = soonMs }: RedisGroupOptions = {}): Promise<RedisGroup> {
  const directory = mkdtempSync(join(tmpdir(), 'redis-sentinel-'));
  const first = await OwnRedis.start(() => loginIn(directory));
  const second = await OwnRedis.start(() => [...loginIn(directory), '--replicaof', `127.0.0.1 ${first.port}`]);
  const servers = [first, second];
  await until('the replica to follow', async () => ((await follows(second)) ? true : undefined));
  const watchers = await Promise.all(
    Array.from({ length: sentinels }, () =>
      OwnRedis.start((port) => [sentinelFile(directory, port, first, downMs), '--sentinel']),
    ),
  );
  const restored = async (): Promise<void> => {
    await until('the sentinels to know of each other and of a replica that follows', async () => {
      const seen = await Promise.all(
        watchers.map((watcher) => ask(watcher, sentinelPassword, 'SENTINEL', 'MASTER', master)),
      );
      const replicas = await Promise.all(
        watchers.map((watcher) => ask(watcher, sentinelPassword, 'SENTINEL', 'REPLICAS', master)),
      );
      const knows = (answer: unknown): boolean => {
        const fields = fieldsOf(answer);
        return fields['num-other-sentinels'] === String(sentinels - 1) && fields['flags'] === 'master';
      };
      const isSeen = (answer: unknown): boolean =>
        fieldsOf((answer as unknown[] | undefined)?.[0])['master-link-status'] === 'ok';
      return seen.every(knows) && replicas.every(isSeen) ? true : undefined;
    });
  };
  await restored();
  const places = watchers.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return {
    url: `redis+sentinel://:${password}@${places}/${master}?sentinel_password=${sentinelPassword}`,
    masterOf: (_, besides) =>
      until('a master', async () => {
        const answers = await Promise.all(
          watchers.map((watcher) => ask(watcher, sentinelPassword, 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', master)),
        );
        const ports = answers.map((answer) => Number((answer as string[] | undefined)?.[1]));
        const found = servers.find(({ port }) => port === ports[0]);
        return found !== besides && ports.every((port) => port === found?.port) ? found : undefined;
      }),
    holdBackReplicas: async (of) => {
      const letGo = hang(await replicasOf(of, servers));
      // Until they know that it is down, they would choose it, and wait for it.
      await until('the sentinels to know that the replica is down', async () => {
        const seen = await Promise.all(
          watchers.map((watcher) => ask(watcher, sentinelPassword, 'SENTINEL', 'REPLICAS', master)),
        );
        return seen.every((answer) => fieldsOf((answer as unknown[] | undefined)?.[0])['flags']?.includes('s_down'))
          ? true
          : undefined;
      });
      return letGo;
    },
    restore: async (server) => {
      server.resume();
      await server.start();
      await restored();
    },
    stop: async () => {
      await Promise.all([...watchers, ...servers].map((server) => server.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Sentinels keep what they learn in their file. @returns its path */
function sentinelFile(directory: string, port: number, { port: masterPort }: OwnRedis, downMs: number): string {
  const path = join(directory, `sentinel-${port}.conf`);
  const lines = [
    `dir ${directory}`,
    `requirepass ${sentinelPassword}`,
    `sentinel sentinel-pass ${sentinelPassword}`,
    `sentinel monitor ${master} 127.0.0.1 ${masterPort} ${sentinels - 1}`,
    `sentinel auth-pass ${master} ${password}`,
    `sentinel down-after-milliseconds ${master} ${downMs}`,
    `sentinel failover-timeout ${master} 4000`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function loginIn(directory: string): string[] {
  return ['--dir', directory, '--requirepass', password, '--masterauth', password, '--repl-diskless-sync-delay', '0'];
}

/** Whether a server is a master, or a replica that has all of its master's data: only such a one takes its place. */
async function follows(server: OwnRedis): Promise<boolean> {
  const text = String(await ask(server, password, 'INFO', 'replication'));
  return text.includes('role:master') || text.includes('master_link_status:up');
}

/** @returns those of the servers that a master says are its replicas */
async function replicasOf(of: OwnRedis, servers: readonly OwnRedis[]): Promise<OwnRedis[]> {
  return await until('a master to have a replica', async () => {
    const text = String(await ask(of, password, 'INFO', 'replication'));
    const ports = [...text.matchAll(/^slave\d+:.*port=(\d+)/gm)].map(([, port]) => Number(port));
    return ports.length > 0 ? servers.filter(({ port }) => ports.includes(port)) : undefined;
  });
}

/** @returns what lets them go on */
function hang(servers: readonly OwnRedis[]): () => void {
  for (const server of servers) server.hang();
  return () => {
    for (const server of servers) server.resume();
  };
}

function fieldsOf(answer: unknown): Record<string, string> {
  const words = Array.isArray(answer) ? (answer as string[]) : [];
  return Object.fromEntries(words.flatMap((name, place) => (place % 2 === 0 ? [[name, words[place + 1] ?? '']] : [])));
}

/** @returns the answer to a command; undefined when the server does not answer */
async function ask(server: OwnRedis, secret: string, command: string, ...words: string[]): Promise<unknown> {
  const redis = new Redis(server.url, {
    password: secret,
    connectTimeout: answerMs,
    commandTimeout: answerMs,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // it may be down: there is no answer then
  try {
    return await redis.call(command, ...words);
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
