import { Redis } from 'ioredis';
import { createLogger } from '@adcp-orchestrator/platform';
import { QueueBackend } from '@adcp-orchestrator/queues';
import { hasRedisServer } from '../tools/datastore/private-redis';
import { OwnRedis } from './support/own-redis';
import { redisGroups } from './support/redis-groups';
import { until } from './support/until';

const describeWithRedis = hasRedisServer() || process.env['REQUIRE_REDIS'] === '1' ? describe : describe.skip;

function backendOn(redisUrl: string): QueueBackend {
  const log = createLogger('test', 'silent');
  return new QueueBackend({ redisUrl, databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere', name: 'test', log });
}

/** What the check says; empty when nothing is wrong. */
function told(backend: QueueBackend): Promise<string> {
  return backend.checkPolicy().then(
    () => '',
    (error: unknown) => String(error),
  );
}

/** On a busy machine an answer may come too late, and then the server is taken for what it was. */
async function untilTold(backend: QueueBackend, what: RegExp): Promise<void> {
  await until(`the check to say ${what}`, async () => (what.test(await told(backend)) ? true : undefined));
}

const NOTHING = /^$/;

describeWithRedis('the policy of a Redis', () => {
  it('is judged by what the server shows, and by its last word while it shows nothing', async () => {
    const server = await OwnRedis.start();
    const admin = new Redis(server.url);
    const backend = backendOn(server.url);
    try {
      expect(await told(backend)).toBe('');
      await admin.config('SET', 'maxmemory-policy', 'volatile-lru');
      await untilTold(backend, /volatile-lru.*set maxmemory-policy noeviction/);
      await admin.call('ACL', 'SETUSER', 'default', '-info');
      expect(await told(backend)).toContain('volatile-lru');
      await admin.call('ACL', 'SETUSER', 'default', '+info');
      await admin.config('SET', 'maxmemory-policy', 'noeviction');
      await untilTold(backend, NOTHING);
    } finally {
      admin.disconnect();
      await backend.close();
      await server.stop();
    }
  });

  it('is passed over where the question is forbidden, or nobody answers', async () => {
    const server = await OwnRedis.start();
    const admin = new Redis(server.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-random');
    await admin.call('ACL', 'SETUSER', 'default', '-info', '-config');
    const [forbidden, away] = [backendOn(server.url), backendOn('redis://127.0.0.1:1')];
    try {
      await until('the server to answer', () =>
        forbidden.check().then(
          () => true,
          () => undefined,
        ),
      );
      expect(await told(forbidden)).toBe('');
      await expect(away.check()).rejects.toThrow('does not answer');
      expect(await told(away)).toBe('');
    } finally {
      admin.disconnect();
      await Promise.all([forbidden.close(), away.close()]);
      await server.stop();
    }
  });

  it('is that of each master of a cluster', async () => {
    const group = await redisGroups.cluster({ downMs: 60_000 });
    const backend = backendOn(group.url);
    const master = await group.masterOf('anything');
    const { password } = new URL(group.url.replace('redis+cluster', 'http').replace(/,.*$/, ''));
    const admin = new Redis(master.url, { password });
    try {
      expect(await told(backend)).toBe('');
      await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
      await untilTold(backend, /allkeys-lru/);
      await admin.config('SET', 'maxmemory-policy', 'noeviction');
      await untilTold(backend, NOTHING);
    } finally {
      admin.disconnect();
      await backend.close();
      await group.stop();
    }
  }, 180_000);
});
