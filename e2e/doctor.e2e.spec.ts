import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { runProcess } from '../apps/cli/testing/cli-under-test';
import { OwnRedis } from './support/own-redis';
import { redisGroups } from './support/redis-groups';

interface Finding {
  check: string;
  about: string | null;
  result: string;
  message: string;
}

describe('ado doctor, asking Redis', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    // The first builds the program, if nobody has.
    await runProcess(['--help'], {});
  });
  afterAll(() => database.drop());

  async function findings(url: string, check: string): Promise<Finding[]> {
    const { out } = await runProcess(['doctor', '--json'], {
      DATABASE_URL: database.url,
      REDIS_URL: url,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    });
    expect(out).not.toContain('redis-of-a-test');
    return (JSON.parse(out) as { findings: Finding[] }).findings.filter((finding) => finding.check === check);
  }

  it('sees a policy that drops keys, and a missing append-only file', async () => {
    const server = await OwnRedis.start();
    const redis = new Redis(server.url);
    try {
      await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
      expect(await findings(server.url, 'redis')).toMatchObject([
        { result: 'fail', message: expect.stringContaining('allkeys-lru') },
        { result: 'warn', message: expect.stringContaining('append-only') },
      ]);
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
      await redis.config('SET', 'appendonly', 'yes');
      expect(await findings(server.url, 'redis')).toMatchObject([{ result: 'ok' }]);
      expect(await findings(server.url, 'clock of Redis')).toMatchObject([{ result: 'ok' }]);
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });

  it.each([
    ['cluster', 3],
    ['sentinel', 1],
  ] as const)(
    'asks every master of a %s',
    async (kind, masters) => {
      const group = await redisGroups[kind]({ downMs: 60_000 });
      try {
        const found = await findings(group.url, 'redis');
        expect(found).toHaveLength(masters);
        expect(new Set(found.map(({ about }) => about)).size).toBe(masters);
        expect(new Set(found.map(({ message }) => message))).toEqual(
          new Set(['the append-only file is off: a restart forgets delayed hints, and the sweeps find their rows']),
        );
        expect(await findings(group.url, 'queues')).toMatchObject([{ result: 'ok' }]);
      } finally {
        await group.stop();
      }
    },
    180_000,
  );
});
