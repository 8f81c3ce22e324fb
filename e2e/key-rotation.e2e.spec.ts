/** @jest-environment ./e2e/support/failure-watch.cjs */
import { randomBytes, randomUUID } from 'node:crypto';
import { subscriptionSecretContext } from '@adcp-orchestrator/ledger';
import { SecretBox } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import { startApp } from './support/app-process';
import type { Exit, ManagedProcess } from './support/managed-process';

jest.setTimeout(240_000);

/** So many that a kill comes in the middle of them. */
const SECRETS = 20_000;
const SECRET = 'whsec_never-printed';
const runMs = 90_000;

describe('the key rotator', () => {
  let database: TestDatabase;
  const tenant = randomUUID();
  const keys = Array.from({ length: 3 }, () => randomBytes(32));
  const boxes = keys.map((key) => new SecretBox(key));
  const [first, second, third] = keys.map((key) => key.toString('base64')) as [string, string, string];
  const started: ManagedProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('INSERT INTO tenants (id, name) VALUES ($1, $2)', [tenant, tenant]);
    const ids = Array.from({ length: SECRETS }, () => randomUUID());
    await database.pool.query(
      `INSERT INTO subscriptions (id, tenant_id, url, secret_sealed)
       SELECT id, $1, 'https://desk.example', sealed FROM unnest($2::uuid[], $3::bytea[]) AS g(id, sealed)`,
      [tenant, ids, ids.map((id) => boxes[0]!.seal(`${SECRET} ${id}`, subscriptionSecretContext(id)))],
    );
  });
  afterAll(async () => {
    for (const one of started) {
      one.reportIfFailed();
      await one.stop();
    }
    await database.drop();
  });

  function start(
    env: { CREDENTIALS_KEY: string; CREDENTIALS_KEY_PREVIOUS?: string },
    ...args: string[]
  ): ManagedProcess {
    const rotator = startApp('key-rotator', { DATABASE_URL: database.url, ...env }, args);
    started.push(rotator);
    return rotator;
  }

  async function run(...[env, ...args]: Parameters<typeof start>): Promise<{ exit: Exit; said: string }> {
    const rotator = start(env, ...args);
    const exit = await rotator.end(runMs);
    return { exit, said: rotator.output.join('\n') };
  }

  async function stored(): Promise<{ id: string; secret_sealed: Buffer }[]> {
    const { rows } = await database.pool.query<{ id: string; secret_sealed: Buffer }>(
      'SELECT id, secret_sealed FROM subscriptions',
    );
    return rows;
  }

  async function countUnder({ keyId }: SecretBox): Promise<number> {
    const { rows } = await database.pool.query<{ count: number }>(
      `SELECT count(*)::int FROM subscriptions WHERE substring(secret_sealed FROM 2 FOR 4) = decode($1, 'hex')`,
      [keyId],
    );
    return rows[0]!.count;
  }

  /**
   * Holds the last rows that the rotator comes to, and the table after theirs, while `work` is done. Until then the rotator
   * is in the middle of its own, however late it gets its signal.
   */
  async function whileHeldBack<T>(rows: number, work: () => Promise<T>): Promise<T> {
    const holder = await database.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM subscriptions ORDER BY tenant_id DESC, id DESC LIMIT $1 FOR UPDATE', [rows]);
      await holder.query('LOCK TABLE subscription_settings IN ACCESS EXCLUSIVE MODE');
      return await work();
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  }

  it('counts before it changes anything, and says so with its exit code', async () => {
    const env = { CREDENTIALS_KEY: second, CREDENTIALS_KEY_PREVIOUS: first };
    const { exit, said } = await run(env, '--check');
    expect(exit.code).toBe(3);
    expect(said).toContain(`subscriptions.secret_sealed: ${SECRETS} under ${boxes[0]!.keyId} (previous)`);
    expect(await countUnder(boxes[0]!)).toBe(SECRETS);
  });

  it('goes on after kill -9 and after SIGTERM in the middle, until everything is under the new key', async () => {
    const env = { CREDENTIALS_KEY: second, CREDENTIALS_KEY_PREVIOUS: first };
    // After the first signal there must be something left to do before the second.
    for (const [signal, held] of [
      ['SIGKILL', SECRETS / 2],
      ['SIGTERM', 1],
    ] as const) {
      const before = await countUnder(boxes[1]!);
      const rotator = await whileHeldBack(held, async () => {
        const started = start(env);
        await untilTrue('a secret to be sealed', async () => (await countUnder(boxes[1]!)) > before, { everyMs: 5 });
        started.signal(signal);
        return started;
      });
      const exit = await rotator.end(runMs);
      const done = await countUnder(boxes[1]!);
      expect(done).toBeGreaterThan(before);
      expect(done).toBeLessThan(SECRETS);
      if (signal === 'SIGKILL') expect(exit.signal).toBe('SIGKILL');
      else expect([exit.code, rotator.output.join('\n')]).toEqual([1, expect.stringContaining('run it again')]);
    }
    const { exit, said } = await run(env);
    expect(exit.code).toBe(0);
    expect(said).toContain(`Everything is under key ${boxes[1]!.keyId}.`);
    for (const { id, secret_sealed } of await stored()) {
      expect(boxes[1]!.open(secret_sealed, subscriptionSecretContext(id))).toBe(`${SECRET} ${id}`);
    }
    expect((await run({ CREDENTIALS_KEY: second }, '--check')).exit.code).toBe(0);
  });

  it('changes nothing without the key before, and names the table, the row, the key that is missing and the way out', async () => {
    const env = { CREDENTIALS_KEY: third, CREDENTIALS_KEY_PREVIOUS: first };
    const { exit, said } = await run(env);
    expect(exit.code).toBe(1);
    expect(said).toContain(`${SECRETS} values cannot be opened`);
    expect(said).toMatch(
      new RegExp(`subscriptions\\.secret_sealed, row [0-9a-f-]{36}/[0-9a-f-]{36}: .*${boxes[1]!.keyId}`),
    );
    expect(said).toContain('make a new subscription');
    expect(await countUnder(boxes[1]!)).toBe(SECRETS);
    expect((await run(env, '--check')).exit.code).toBe(1);
  });

  it('says what is wrong with its arguments and its environment', async () => {
    expect((await run({ CREDENTIALS_KEY: second }, '--chekc')).exit.code).toBe(2);
    expect((await run({ CREDENTIALS_KEY: second }, '--help')).said).toContain('--dry-run');
    const { exit, said } = await run({ CREDENTIALS_KEY: second, CREDENTIALS_KEY_PREVIOUS: 'short' });
    expect([exit.code, said]).toEqual([1, expect.stringContaining('CREDENTIALS_KEY_PREVIOUS')]);
  });

  it('has printed neither a key nor a secret', () => {
    const said = started.flatMap(({ output }) => output).join('\n');
    expect(said).toContain('subscriptions.secret_sealed');
    for (const secret of [SECRET, first, second, third]) expect(said).not.toContain(secret);
  });
});
