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

describeWithRedis('the policy of a Redis', () => {
  it('is judged by what the server shows, and by its last word while it shows nothing', async () => {
    const server = await OwnRedis.start();
    const admin = new Redis(server.url);
    const backend = backendOn(server.url);
    try {
      await backend.checkPolicy();
      await admin.config('SET', 'maxmemory-policy', 'volatile-lru');
      await expect(backend.checkPolicy()).rejects.toThrow(/volatile-lru.*set maxmemory-policy noeviction/);
      await admin.call('ACL', 'SETUSER', 'default', '-info');
      await expect(backend.checkPolicy()).rejects.toThrow('volatile-lru');
      await admin.call('ACL', 'SETUSER', 'default', '+info');
      await admin.config('SET', 'maxmemory-policy', 'noeviction');
      await backend.checkPolicy();
    } finally {
      admin.disconnect();
      await backend.close();
      await server.stop();
    }
  }, 60_000);

  it('is not asked after where the question is forbidden, or nobody answers', async () => {
    const server = await OwnRedis.start();
    const admin = new Redis(server.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-random');
    await admin.call('ACL', 'SETUSER', 'default', '-info', '-config');
    const [forbidden, away] = [backendOn(server.url), backendOn('redis://127.0.0.1:1')];
    try {
      await forbidden.check();
      await forbidden.checkPolicy();
      await expect(away.check()).rejects.toThrow('does not answer');
      await away.checkPolicy();
    } finally {
      admin.disconnect();
      await Promise.all([forbidden.close(), away.close()]);
      await server.stop();
    }
  }, 60_000);

  it('is that of each master of a cluster', async () => {
    const group = await redisGroups.cluster();
    const backend = backendOn(group.url);
    const master = await group.masterOf('anything');
    const { password } = new URL(group.url.replace('redis+cluster', 'http').replace(/,.*$/, ''));
    const admin = new Redis(master.url, { password });
    try {
      await until('the cluster to answer', () =>
        backend.check().then(
          () => true,
          () => undefined,
        ),
      );
      await backend.checkPolicy();
      await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
      await expect(backend.checkPolicy()).rejects.toThrow('allkeys-lru');
    } finally {
      admin.disconnect();
      await backend.close();
      await group.stop();
    }
  }, 180_000);
});
