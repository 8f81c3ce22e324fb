import { randomUUID } from 'node:crypto';
import { insertApiKeyIfAbsent, insertTenantIfAbsent } from '@adcp-orchestrator/ledger';
import { createLogger } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase, until } from '@adcp-orchestrator/testing';
import { generateApiKey, hashApiKey } from './api-key';
import { ApiKeyDirectory, RoleUnknownError } from './api-key-directory';
import { FailedKeys, FailedKeysExceededError } from './failed-keys';

describe('the key directory', () => {
  let database: TestDatabase;
  let tenantId: string;
  let now: number;
  let directory: ApiKeyDirectory;
  const log = createLogger('test', 'silent');

  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = await insertTenantIfAbsent(database.pool, { id: randomUUID(), name: 'desk' });
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    now = 0;
    directory = new ApiKeyDirectory(database.pool, log, new FailedKeys({ shared: null, log }), () => now);
  });

  const newKey = async (role = 'trader'): Promise<string> => {
    const key = generateApiKey();
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'a key', role, keyHash });
    return key;
  };
  const revoke = (key: string) =>
    database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE key_hash = $1', [hashApiKey(key)]);

  it('finds whose key it is', async () => {
    expect(await directory.find(await newKey(), '192.0.2.1')).toMatchObject({
      tenantId,
      actor: { kind: 'api_key', name: 'a key' },
      role: 'trader',
      tenantName: 'desk',
      platformAdmin: false,
      tenantDeadlines: {},
    });
    expect(await directory.find(generateApiKey(), '192.0.2.1')).toBeNull();
    expect(await directory.find('', '192.0.2.1')).toBeNull();
  });

  it('remembers a key for three seconds and no longer, so that a revocation counts', async () => {
    const key = await newKey();
    await directory.find(key, '192.0.2.1');
    await revoke(key);
    now = 2_999;
    expect(await directory.find(key, '192.0.2.1')).not.toBeNull();
    now = 3_000;
    expect(await directory.find(key, '192.0.2.1')).toBeNull();
  });

  it('does not find a key past its end', async () => {
    const [ended, lasting] = [await newKey(), await newKey()];
    for (const [key, end] of [
      [ended, '-1 second'],
      [lasting, '1 hour'],
    ] as const) {
      await database.pool.query(
        `INSERT INTO api_key_details (tenant_id, key_id, expires_at)
         SELECT tenant_id, id, now() + $2::interval FROM api_keys WHERE key_hash = $1`,
        [hashApiKey(key), end],
      );
    }
    expect(await directory.find(ended, '192.0.2.1')).toBeNull();
    expect(await directory.find(lasting, '192.0.2.1')).not.toBeNull();
  });

  it('notes the use of a key, at most once a minute', async () => {
    const key = await newKey();
    const usedAt = async (): Promise<Date | undefined> => {
      const { rows } = await database.pool.query<{ last_used_at: Date }>(
        `SELECT d.last_used_at FROM api_key_details d JOIN api_keys k ON k.tenant_id = d.tenant_id AND k.id = d.key_id
         WHERE k.key_hash = $1`,
        [hashApiKey(key)],
      );
      return rows[0]?.last_used_at;
    };
    await directory.find(key, '192.0.2.1');
    const first = await until('a note of the use', usedAt, { everyMs: 10 });
    expect(Math.abs(Date.now() - first.getTime())).toBeLessThan(60_000);
    await database.pool.query(`UPDATE api_key_details SET last_used_at = now() - interval '30 seconds'`);
    const noted = await usedAt();
    now = 3_000;
    await directory.find(key, '192.0.2.1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await usedAt()).toEqual(noted);
  });

  it('finds a new key at once, though it was asked for before it was made', async () => {
    const key = generateApiKey();
    expect(await directory.find(key, '192.0.2.1')).toBeNull();
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'late', role: 'viewer', keyHash });
    expect(await directory.find(key, '192.0.2.1')).toMatchObject({ actor: { name: 'late' } });
  });

  it('never brings a revoked key back when it is inserted again', async () => {
    const key = await newKey();
    await revoke(key);
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'again', role: 'admin', keyHash });
    expect(await directory.find(key, '192.0.2.1')).toBeNull();
  });

  it('refuses a role that it does not know, rather than guess what it may do', async () => {
    await expect(directory.find(await newKey('owner'), '192.0.2.1')).rejects.toThrow(RoleUnknownError);
  });

  it('looks no unknown key up for an address with ten failures; a key that was good here passes', async () => {
    const [good, other] = [await newKey(), await newKey()];
    const address = '198.51.100.7';
    expect(await directory.find(good, address)).not.toBeNull();
    const wrong = Array.from({ length: 2_000 }, () => generateApiKey());
    const query = jest.spyOn(database.pool, 'query');
    const results = await Promise.allSettled(wrong.map((key) => directory.find(key, address)));
    expect(query).toHaveBeenCalledTimes(10);
    query.mockRestore();
    const refused = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(1_990);
    expect(refused.every(({ reason }) => reason instanceof FailedKeysExceededError)).toBe(true);
    now = 3_000; // the good key is looked up again
    expect(await directory.find(good, address)).not.toBeNull();
    await expect(directory.find(other, address)).rejects.toThrow(FailedKeysExceededError);
    expect(await directory.find(other, '198.51.100.8')).not.toBeNull();
  });

  it('does not remember that the database was away', async () => {
    const key = await newKey();
    const { pool } = await createTestDatabase().then(async (other) => {
      await other.drop();
      return other;
    });
    const cut = new ApiKeyDirectory(pool, log, new FailedKeys({ shared: null, log }), () => now);
    await expect(cut.find(key, '192.0.2.1')).rejects.toThrow();
    expect(await directory.find(key, '192.0.2.1')).not.toBeNull();
  });
});
