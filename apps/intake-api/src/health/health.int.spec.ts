import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ApiUnderTest } from '../../testing/api-under-test';

interface Body {
  status: string;
  checks: Record<string, { status: string; detail?: string }>;
}

const bodyOf = ({ text }: { text: string }): Body => JSON.parse(text) as Body;

const patienceMs = 60_000;

/**
 * Asks until the answer is as awaited: on a busy machine the first checks of a process may need longer than their limit.
 * @returns that answer, or after a minute the last one
 */
async function answerOf(api: ApiUnderTest, is: (answer: Answer) => boolean): Promise<Answer> {
  const endsAt = Date.now() + patienceMs;
  for (;;) {
    const answer = await api.call('GET', '/readyz');
    if (is(answer) || Date.now() >= endsAt) return answer;
    await sleep(100);
  }
}

describe('GET /readyz of the API', () => {
  it('is ready on the schema of this release, and not on an empty one, with words that say what to do', async () => {
    const api = await ApiUnderTest.start();
    try {
      const before = await answerOf(api, (answer) => bodyOf(answer).status === 'ready');
      expect(before.status).toBe(200);
      expect(bodyOf(before).status).toBe('ready');
      await api.database.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      const twin = await api.twin();
      const after = await answerOf(twin, (answer) => /run the migrator/.test(answer.text));
      expect(after.status).toBe(503);
      expect(bodyOf(after).checks['schema']).toEqual({
        status: 'failed',
        detail: expect.stringMatching(/lacks the migration .*run the migrator/) as string,
      });
      await twin.stop();
    } finally {
      await api.stop();
    }
  });

  it('is not ready while its role may not write operations, and names no table to the public', async () => {
    const api = await ApiUnderTest.start();
    const role = `adcp_test_${randomBytes(6).toString('hex')}`;
    const { pool } = api.database;
    try {
      await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
      await pool.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
      const url = new URL(api.database.url);
      url.username = role;
      url.password = 'secret';
      const twin = await api.twin({ DATABASE_URL: url.toString() });
      const answer = await answerOf(twin, ({ text }) => text.includes('lacks a permission'));
      expect(answer.status).toBe(503);
      expect(bodyOf(answer).checks['intake']).toEqual({
        status: 'failed',
        detail: expect.stringContaining('lacks a permission') as string,
      });
      expect(answer.text).not.toMatch(/timeline|secret|127\.0\.0\.1|localhost/);
      await twin.stop();
    } finally {
      await pool.query(`DROP OWNED BY ${role}`);
      await pool.query(`DROP ROLE ${role}`);
      await api.stop();
    }
  });

  it('is degraded, and still takes operations, while Redis is away', async () => {
    const api = await ApiUnderTest.start({ REDIS_URL: 'redis://127.0.0.1:1' });
    try {
      const answer = await answerOf(api, ({ status, text }) => status === 200 && text.includes('REDIS_URL'));
      expect(answer.status).toBe(200);
      expect(bodyOf(answer).status).toBe('degraded');
      expect(bodyOf(answer).checks['redis']?.detail).toContain('REDIS_URL');
      expect(answer.text).not.toContain('127.0.0.1');
      const desk = await api.newTenant();
      await api.addSeller(desk, 'acme');
      expect((await api.handOver(desk, 'acme')).status).toBe(202);
    } finally {
      await api.stop();
    }
  });
});
